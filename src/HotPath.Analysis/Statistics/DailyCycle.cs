namespace HotPath.Analysis.Statistics;

/// <summary>
/// Takes out what comes again every day: a wave of 24 hours and one of 12, fitted together with a line by least squares, so that nothing of the
/// line is lost. Of three days such a wave would else be noise of three independent values, which says nothing of any slope.
/// </summary>
internal static class DailyCycle
{
    /// <summary>Twice around at least: of one day a wave and a trend cannot be told apart.</summary>
    private const double LeastHours = 48;

    private const double Day = 24;
    private const int Terms = 6;

    /// <param name="hours">Rising.</param>
    /// <param name="values">Changed in place; left alone in less than two days.</param>
    public static void Remove(ReadOnlySpan<double> hours, Span<double> values)
    {
        if (hours.Length <= Terms || hours[^1] - hours[0] < LeastHours) return;

        double middle = (hours[0] + hours[^1]) / 2;
        double length = hours[^1] - hours[0];
        double[] weights = FitOf(hours, values, middle, length);
        double[] terms = new double[Terms];
        for (int i = 0; i < values.Length; i++)
        {
            Fill(terms, hours[i], middle, length);
            for (int term = 2; term < Terms; term++) values[i] -= weights[term] * terms[term];
        }
    }

    /// <summary>One, the line, and the four of the waves.</summary>
    private static void Fill(double[] terms, double hour, double middle, double length)
    {
        double angle = 2 * Math.PI * hour / Day;
        (terms[0], terms[1]) = (1, (hour - middle) / length);
        (terms[2], terms[3]) = Math.SinCos(angle);
        (terms[4], terms[5]) = Math.SinCos(2 * angle);
    }

    private static double[] FitOf(ReadOnlySpan<double> hours, ReadOnlySpan<double> values, double middle, double length)
    {
        double[,] products = new double[Terms, Terms + 1];
        double[] terms = new double[Terms];
        for (int i = 0; i < values.Length; i++)
        {
            Fill(terms, hours[i], middle, length);
            for (int row = 0; row < Terms; row++)
            {
                for (int column = 0; column < Terms; column++) products[row, column] += terms[row] * terms[column];
                products[row, Terms] += terms[row] * values[i];
            }
        }

        return Solved(products);
    }

    /// <summary>By elimination without a change of rows: the products of the terms are well above 0 on the diagonal over two days and more.</summary>
    private static double[] Solved(double[,] equations)
    {
        for (int pivot = 0; pivot < Terms; pivot++)
        {
            for (int row = pivot + 1; row < Terms; row++)
            {
                double factor = equations[row, pivot] / equations[pivot, pivot];
                for (int column = pivot; column <= Terms; column++) equations[row, column] -= factor * equations[pivot, column];
            }
        }

        double[] solution = new double[Terms];
        for (int row = Terms - 1; row >= 0; row--)
        {
            double rest = equations[row, Terms];
            for (int column = row + 1; column < Terms; column++) rest -= equations[row, column] * solution[column];
            solution[row] = rest / equations[row, row];
        }

        return solution;
    }
}
