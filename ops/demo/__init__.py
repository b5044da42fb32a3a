"""The demo: four invented houses, made by the commands that a real brand would use."""
