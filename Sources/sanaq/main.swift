print("sanaq")
