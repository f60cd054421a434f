namespace HotPath.Tests.Statistics.Trends;

/// <summary>How the heap of a sound process looks over time.</summary>
public enum HeapShape
{
    /// <summary>After full collections a minute apart, whatever happens to live then: six hours.</summary>
    AfterCollections,

    /// <summary>Rises by what collections of the young leave, and drops at each full one: six hours.</summary>
    Sawtooth,

    /// <summary>Wanders about its size, as what lives hangs on to what lived before: six hours.</summary>
    Wandering,

    /// <summary>Rises while caches and pools fill, and levels off: six hours.</summary>
    WarmUp,

    /// <summary>Steps up once to three times, and stays: six hours.</summary>
    Jumps,

    /// <summary>Goes with the day, three of them.</summary>
    Diurnal,

    /// <summary>Five minutes in seconds, less their first half minute.</summary>
    FiveMinutes,
}
