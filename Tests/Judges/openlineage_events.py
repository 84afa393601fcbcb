"""Makes openlineage-python's objects of a run's events, facets included: EVENTS [END]."""

import json
import sys

from openlineage.client.generated import (
    column_lineage_dataset, data_quality_assertions_dataset, data_quality_metrics_input_dataset,
    dataset_version_dataset, documentation_job, error_message_run, job_type_job, processing_engine_run,
    schema_dataset)
from openlineage.client.generated.base import (
    EventType, InputDataset, Job, OutputDataset, Run, RunEvent)

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


events, runs = [], []
with open(sys.argv[1], encoding="utf-8") as file:
    for line in file:
        assert len(line.encode()) < 256 * 1024
        event = json.loads(line)
        run, job = event["run"], event["job"]
        made = RunEvent(
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
        assert event["schemaURL"] == RunEvent._get_schema()
        events.append(made.eventType)
        runs.append(made.run.runId)
        known = {(each["namespace"], each["name"]): {
            field["name"] for field in each["facets"]["schema"]["fields"]}
            for each in event["inputs"]}
        for each in event["outputs"]:
            for field in each["facets"]["columnLineage"]["fields"].values():
                for source in field["inputFields"]:
                    assert source["field"] in known[source["namespace"], source["name"]]
end = EventType((sys.argv[2:] or ["COMPLETE"])[0])
assert events == [EventType.START, end] and len(set(runs)) == 1
message = made.run.facets.get("errorMessage")
assert (message is not None) == (end == EventType.FAIL)
print(runs[0], message.message if message else "")
