using HotPath.Analysis.Results;

namespace HotPath.Soak.Telemetry.Answers;

/// <summary>How often each check of a scenario held. Any thread; allocates nothing.</summary>
/// <param name="names">By place.</param>
internal sealed class CheckCounts(IReadOnlyList<string> names)
{
    private readonly long[] _passed = new long[names.Count];
    private readonly long[] _failed = new long[names.Count];

    public void Add(int place, bool holds) => Interlocked.Increment(ref (holds ? _passed : _failed)[place]);

    public CheckFigures Figures()
    {
        Dictionary<string, CheckCount> byName = new(names.Count);
        for (int i = 0; i < names.Count; i++) byName.Add(names[i], new CheckCount(Volatile.Read(ref _passed[i]), Volatile.Read(ref _failed[i])));

        return new CheckFigures { Passed = byName.Values.Sum(check => check.Passed), Failed = byName.Values.Sum(check => check.Failed), ByName = byName };
    }
}
