using System.Collections.ObjectModel;

namespace HotPath.Analysis.Results;

/// <summary>How often what the scenario expects of an answer was so.</summary>
public sealed record CheckFigures
{
    /// <summary>Of all checks together.</summary>
    public long Passed { get; init; }

    /// <summary>Of all checks together; a request that failed in several is counted in each.</summary>
    public long Failed { get; init; }

    /// <summary>By the check's name, such as <c>model</c> or <c>header X-Cache</c>.</summary>
    public IReadOnlyDictionary<string, CheckCount> ByName { get; init; } = ReadOnlyDictionary<string, CheckCount>.Empty;
}

/// <summary>How often one check held. An answer that a check cannot be asked of is in neither.</summary>
/// <param name="Passed">Answers that are as expected.</param>
/// <param name="Failed">Answers that are not.</param>
public sealed record CheckCount(long Passed, long Failed);
