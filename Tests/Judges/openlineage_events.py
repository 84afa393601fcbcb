"""Makes openlineage-python's objects of a run's events, facets included: EVENTS [END]."""

import json
import sys

from openlineage.client.generated import (
    column_lineage_dataset, data_quality_assertions_dataset, data_quality_metrics_input_dataset,
    dataset_version_dataset, documentation_job, error_message_run, job_type_job, processing_engine_run,
    schema_dataset)
from openlineage.client.generated.base import (
    EventType, InputDataset, Job, OutputDataset, Run, RunEvent, RunFacet)

CLASSES = {
    "processing_engine": processing_engine_run.ProcessingEngineRunFacet,
    "errorMessage": error_message_run.ErrorMessageRunFacet,
    "jobType": job_type_job.JobTypeJobFacet,
    "documentation": documentation_job.DocumentationJobFacet,
    "datasetVersion": dataset_version_dataset.DatasetVersionDatasetFacet,
    "schema": schema_dataset.SchemaDatasetFacet,
    "columnLineage": column_lineage_dataset.ColumnLineageDatasetFacet,
    "dataQualityMetrics": data_quality_metrics_input_dataset.DataQualityMetricsInputDatasetFacet,
    "dataQualityAssertions": data_quality_assertions_dataset.DataQualityAssertionsDatasetFacet,
}


def facets(given):
    made = {}
    for name, facet in given.items():
        known = CLASSES[name]
        assert facet["_producer"], name
        # The spec's own name of the facet, in the version that the classes were made from.
        assert facet["_schemaURL"] == known._get_schema(), (name, known._get_schema())
        made[name] = known(
            **{key: value for key, value in facet.items() if not key.startswith("_")})
    return made


def made(line):
    """The event of a line, as the classes have it."""
    assert len(line.encode()) < 256 * 1024
    event = json.loads(line)
    run, job = event["run"], event["job"]
    # What was left out of an event that would be too large, in a facet of our own.
    omitted = run["facets"].pop("sanaq_omitted", {"facets": []})
    assert omitted["facets"] or "_schemaURL" not in omitted
    assert omitted.get("_schemaURL", RunFacet._get_schema()) == RunFacet._get_schema()
    assert event["schemaURL"] == RunEvent._get_schema()
    known = {(each["namespace"], each["name"]): {
        field["name"] for field in each["facets"]["schema"]["fields"]}
        for each in event["inputs"] if "schema" not in omitted["facets"]}
    for each in event["outputs"]:
        assert ("columnLineage" in each["facets"]) == ("columnLineage" not in omitted["facets"])
        for field in each["facets"].get("columnLineage", {"fields": {}})["fields"].values():
            for source in field["inputFields"]:
                assert source["field"] in known[source["namespace"], source["name"]]
    result = RunEvent(
        eventTime=event["eventTime"], producer=event["producer"],
        eventType=EventType(event["eventType"]),
        run=Run(runId=run["runId"], facets=facets(run["facets"])),
        job=Job(namespace=job["namespace"], name=job["name"], facets=facets(job["facets"])),
        inputs=[
            InputDataset(
                namespace=each["namespace"], name=each["name"],
                facets=facets(each["facets"]), inputFacets=facets(each["inputFacets"]))
            for each in event["inputs"]],
        outputs=[
            OutputDataset(
                namespace=each["namespace"], name=each["name"], facets=facets(each["facets"]))
            for each in event["outputs"]])
    # What went wrong is said when something did.
    is_wrong = result.eventType in (EventType.FAIL, EventType.ABORT)
    assert ("errorMessage" in result.run.facets) == is_wrong
    return result


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        events = [made(line) for line in file]
    end = EventType((sys.argv[2:] or ["COMPLETE"])[0])
    assert [event.eventType for event in events] == [EventType.START, end]
    assert len({event.run.runId for event in events}) == 1
    message = events[-1].run.facets.get("errorMessage")
    print(events[0].run.runId, message.message if message else "")
