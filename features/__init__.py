"""What the business promises, in Gherkin, and the steps that hold the product to it."""
