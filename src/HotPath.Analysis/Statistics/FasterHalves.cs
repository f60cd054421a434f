namespace HotPath.Analysis.Statistics;

/// <summary>
/// How far the faster halves of two samples of times lie apart, with an exact one-sided test. What disturbs a measurement now and then only ever makes it
/// longer: where that befell a tenth of the values, the bounds of <see cref="HodgesLehmann"/> reach below no change whatever the rest says, and these do not.
/// </summary>
/// <remarks>
/// The figure is the difference between the means of the lesser half of each sample, of logarithms. What chance makes of it the samples tell themselves: were
/// both of one distribution, each way to deal the values out to samples of these sizes would be as likely as the one that was seen (Fisher 1935, Pitman
/// 1937). No shape of the distribution is asked for. Where there are more ways than <see cref="Most"/>, so many are drawn at random, and the one that was
/// seen counts among them, which leaves the test exact (Dwass 1957). Any thread; what it holds never changes.
/// </remarks>
public sealed class FasterHalves
{
    /// <summary>Ways that are tried where nothing else is said: the share that is as far apart is told to a ten-thousandth.</summary>
    public const int Most = 9_999;

    private const int Seed = 1; // the same values, the same answer
    private const double Rounding = 1e-9; // the way that was seen must count among those as far apart
    private const double FinestStep = 0.001;
    private const double WidestStep = 10;

    private readonly int _baseline;
    private readonly int _head;
    private readonly bool[][] _deals; // for each value in order, whether it is head's
    private readonly bool _areAll;

    /// <param name="baselineCount">Values of the first sample, at least one.</param>
    /// <param name="headCount">Of the second, at least one.</param>
    /// <param name="most">Ways that are tried: all, or so many of them; fewer are quicker and coarser.</param>
    public FasterHalves(int baselineCount, int headCount, int most = Most)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(baselineCount);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(headCount);
        _baseline = baselineCount;
        _head = headCount;
        _areAll = WaysToDeal(baselineCount + headCount, headCount) <= most;
        Random random = new(Seed);
        bool[] sorted = [.. Enumerable.Repeat(true, headCount), .. Enumerable.Repeat(false, baselineCount)];
        _deals = _areAll ? [.. Deals(baselineCount + headCount, headCount)] : [.. Enumerable.Range(0, most).Select(_ => Shuffled(sorted, random))];
        random.Shuffle(_deals); // so that what is far from certain is seen to be after a few
    }

    /// <summary>What the faster half of head is of that of the baseline: 1.10 is a tenth more.</summary>
    /// <param name="baseline">Finite and above 0, at least one, in any order. Of an odd number, the one in the middle belongs to the half.</param>
    /// <param name="head">The same.</param>
    public static double Ratio(ReadOnlySpan<double> baseline, ReadOnlySpan<double> head) =>
        Math.Exp(MeanOfHalf(Logarithms(head)) - MeanOfHalf(Logarithms(baseline)));

    /// <summary>Whether head is slower than chance explains.</summary>
    /// <param name="baseline">As many as was said, finite and above 0, in any order.</param>
    /// <param name="head">The same.</param>
    /// <param name="alpha">In which share of all ways to deal the values, at most, the halves lie as far apart as this or farther.</param>
    public bool IsSlower(ReadOnlySpan<double> baseline, ReadOnlySpan<double> head, double alpha) => IsAbove(0, Logarithms(baseline), Logarithms(head), alpha);

    /// <summary>The ratio that head is above for certain.</summary>
    /// <param name="baseline">As many as was said, finite and above 0, in any order.</param>
    /// <param name="head">The same.</param>
    /// <param name="alpha">With which probability, at most, it is not; above 0 and below 1.</param>
    /// <returns>Where <see cref="IsSlower"/> ends to be so, were head that much faster; to a thousandth. 0 where the samples are too small for alpha.</returns>
    public double Lower(ReadOnlySpan<double> baseline, ReadOnlySpan<double> head, double alpha)
    {
        double[] from = Logarithms(baseline);
        double[] to = Logarithms(head);
        double high = MeanOfHalf(to) - MeanOfHalf(from);
        double step = FinestStep;
        while (!IsAbove(high - step, from, to, alpha))
        {
            step *= 2;
            if (step > WidestStep) return 0;
        }

        double low = high - step;
        high -= step / 2;
        while (high - low > FinestStep)
        {
            double middle = (low + high) / 2;
            if (IsAbove(middle, from, to, alpha)) low = middle;
            else high = middle;
        }

        return Math.Exp(low);
    }

    /// <summary>Whether head lies above the baseline by more than so much, both being logarithms.</summary>
    private bool IsAbove(double shift, double[] baseline, double[] head, double alpha)
    {
        if (baseline.Length != _baseline || head.Length != _head) throw new ArgumentException($"The samples have {baseline.Length} and {head.Length} values; {_baseline} and {_head} were said.");

        double[] all = [.. baseline, .. head.Select(value => value - shift)];
        double seen = MeanOfHalf(all.AsSpan(_baseline)) - MeanOfHalf(all.AsSpan(0, _baseline)) - Rounding;
        Array.Sort(all);

        int allowed = (int)(alpha * (_areAll ? _deals.Length : _deals.Length + 1));
        int asFar = _areAll ? 0 : 1;
        for (int i = 0; i < _deals.Length && asFar <= allowed; i++)
        {
            if (Difference(all, _deals[i]) >= seen) asFar++;
        }

        return asFar <= allowed;
    }

    /// <param name="sorted">All values.</param>
    /// <param name="deal">For each of them, whether it is head's.</param>
    private double Difference(double[] sorted, bool[] deal)
    {
        int ofBaseline = (_baseline + 1) / 2;
        int ofHead = (_head + 1) / 2;
        double baseline = 0;
        double head = 0;
        for (int i = 0, baselineLeft = ofBaseline, headLeft = ofHead; baselineLeft + headLeft > 0; i++)
        {
            if (deal[i] && headLeft > 0)
            {
                head += sorted[i];
                headLeft--;
            }
            else if (!deal[i] && baselineLeft > 0)
            {
                baseline += sorted[i];
                baselineLeft--;
            }
        }

        return (head / ofHead) - (baseline / ofBaseline);
    }

    private static double MeanOfHalf(ReadOnlySpan<double> values)
    {
        double[] sorted = values.ToArray();
        Array.Sort(sorted);
        return sorted.Take((sorted.Length + 1) / 2).Average();
    }

    private static double[] Logarithms(ReadOnlySpan<double> values)
    {
        double[] logarithms = values.ToArray();
        for (int i = 0; i < logarithms.Length; i++)
        {
            if (!(logarithms[i] > 0 && double.IsFinite(logarithms[i]))) throw new ArgumentException($"Value {i} is {values[i]}; a ratio is of finite values above 0.", nameof(values));

            logarithms[i] = Math.Log(logarithms[i]);
        }

        return logarithms.Length > 0 ? logarithms : throw new ArgumentException("There is no value; give at least one of each sample.", nameof(values));
    }

    private static double WaysToDeal(int values, int ofHead) => Enumerable.Range(1, ofHead).Aggregate(1.0, (ways, i) => ways * (values - ofHead + i) / i);

    /// <summary>Every way in which so many values out of so many are head's.</summary>
    private static IEnumerable<bool[]> Deals(int values, int ofHead)
    {
        if (ofHead == 0 || ofHead == values) return [[.. Enumerable.Repeat(ofHead > 0, values)]];

        return
        [
            .. Deals(values - 1, ofHead - 1).Select(rest => (bool[])[.. rest, true]),
            .. Deals(values - 1, ofHead).Select(rest => (bool[])[.. rest, false]),
        ];
    }

    private static bool[] Shuffled(bool[] deal, Random random)
    {
        bool[] shuffled = [.. deal];
        random.Shuffle(shuffled);
        return shuffled;
    }
}
