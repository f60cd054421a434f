using HotPath.Analysis.Statistics;

namespace HotPath.Tests.Statistics.Trends;

/// <summary>The heap of an imagined process in MiB: a pure function of its shape, its leak and its seed.</summary>
internal sealed record HeapTrace(double[] Hours, double[] Values)
{
    /// <summary>That of heaps unless a scenario says otherwise.</summary>
    public static TrendBudget Budget { get; } = new(1, 4);

    /// <param name="budgets">What leaks, in budgets of a trace of this length.</param>
    public static HeapTrace Of(HeapShape shape, double budgets, int seed)
    {
        Random random = new((seed * 7) + (int)shape);
        (double hours, double stepSeconds) = shape switch
        {
            HeapShape.AfterCollections => (6.0, 60.0),
            HeapShape.Diurnal => (72.0, 60.0),
            HeapShape.FiveMinutes => (0.075, 1.0),
            _ => (6.0, 10.0),
        };
        double[] times = [.. Enumerable.Range(0, (int)(hours * 3_600 / stepSeconds)).Select(i => i * stepSeconds / 3_600)];
        double[] values = SoundOf(shape, times, stepSeconds, random);
        double leak = budgets * Budget.Over(times[^1]);
        double live = 20 + (100 * random.NextDouble());
        for (int i = 0; i < times.Length; i++) values[i] += live + (leak * times[i]);
        return new HeapTrace(times, values);
    }

    private static double[] SoundOf(HeapShape shape, double[] hours, double stepSeconds, Random random) => shape switch
    {
        HeapShape.AfterCollections => Sum(Noise(hours.Length, Between(random, 0.02, 0.5), random), Wander(hours.Length, Between(random, 0, 0.5), 180 / stepSeconds, random)),
        HeapShape.Sawtooth => Sum(Teeth(hours, Between(random, 2, 12), Between(random, 2, 15) / 60, random), Noise(hours.Length, Between(random, 0.1, 0.5), random)),
        HeapShape.Wandering => Sum(Wander(hours.Length, Between(random, 0.2, 1), Between(random, 30, 600) / stepSeconds, random), Noise(hours.Length, Between(random, 0.1, 1), random)),
        HeapShape.WarmUp => Sum(
            LevellingOff(hours, Between(random, 5, 40), Between(random, 1, 30) / 60),
            Wander(hours.Length, 0.5, 120 / stepSeconds, random),
            Noise(hours.Length, Between(random, 0.1, 0.5), random)),
        HeapShape.Jumps => Sum(JumpsUp(hours, random.Next(1, 4), random), Wander(hours.Length, 0.3, 60 / stepSeconds, random), Noise(hours.Length, Between(random, 0.1, 0.5), random)),
        HeapShape.Diurnal => Sum(Days(hours, Between(random, 1, 8), random), Wander(hours.Length, Between(random, 0.2, 1), 1_800 / stepSeconds, random), Noise(hours.Length, Between(random, 0.1, 1), random)),
        _ => Sum(Teeth(hours, Between(random, 0.2, 1.5), Between(random, 5, 20) / 3_600, random), Wander(hours.Length, 0.2, 10 / stepSeconds, random), Noise(hours.Length, 0.1, random)),
    };

    private static double Between(Random random, double low, double high) => low + ((high - low) * random.NextDouble());

    private static double[] Sum(params double[][] parts) => [.. parts[0].Select((_, i) => parts.Sum(part => part[i]))];

    private static double[] Noise(int count, double deviation, Random random) => [.. Enumerable.Range(0, count).Select(_ => deviation * Gauss(random))];

    /// <summary>AR(1) whose correlation falls to 1/e in that many steps.</summary>
    public static double[] Wander(int count, double deviation, double steps, Random random)
    {
        double correlation = Math.Exp(-1 / steps);
        double value = deviation * Gauss(random);
        double[] values = new double[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = value;
            value = (correlation * value) + (deviation * Math.Sqrt(1 - (correlation * correlation)) * Gauss(random));
        }

        return values;
    }

    private static double[] Teeth(double[] hours, double height, double every, Random random)
    {
        double[] values = new double[hours.Length];
        double from = -every * random.NextDouble();
        double length = every;
        for (int i = 0; i < hours.Length; i++)
        {
            if (hours[i] >= from + length)
            {
                from = hours[i];
                length = every * Between(random, 0.8, 1.2);
            }

            values[i] = height * (hours[i] - from) / every;
        }

        return values;
    }

    private static double[] LevellingOff(double[] hours, double height, double constant) => [.. hours.Select(time => height * (1 - Math.Exp(-time / constant)))];

    private static double[] JumpsUp(double[] hours, int count, Random random)
    {
        (double At, double By)[] jumps = [.. Enumerable.Range(0, count).Select(_ => (hours[^1] * random.NextDouble(), Between(random, 2, 40)))];
        return [.. hours.Select(time => jumps.Where(jump => time >= jump.At).Sum(jump => jump.By))];
    }

    private static double[] Days(double[] hours, double height, Random random)
    {
        double phase = 2 * Math.PI * random.NextDouble();
        return [.. hours.Select(time => height * (Math.Sin((2 * Math.PI * time / 24) + phase) + (0.3 * Math.Sin((4 * Math.PI * time / 24) + (2 * phase)))))];
    }

    public static double Gauss(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
