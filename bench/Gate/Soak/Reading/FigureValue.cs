namespace HotPath.Gate.Soak.Reading;

/// <summary>A figure of one run.</summary>
/// <param name="Value">In the figure's unit.</param>
/// <param name="Error">Its standard error within the run: a share of it where figures are compared by their ratio, else in the unit; 0 where it is not known.</param>
internal readonly record struct FigureValue(double Value, double Error);
