// Whole runs beside each other would measure each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
