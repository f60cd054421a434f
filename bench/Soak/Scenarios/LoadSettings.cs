namespace HotPath.Soak.Scenarios;

/// <summary>When requests are due.</summary>
internal abstract record LoadSettings
{
    /// <summary>Where it begins: at its beginning, but for a run that goes on where its record ended. Not part of the document.</summary>
    public LoadStart Start { get; init; }

    /// <summary>Before the measured time; its requests are in no figure. Tiered compilation needs about three seconds.</summary>
    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Started and not finished, at most; a request due beyond that is counted as not started.</summary>
    public int MaxInFlight { get; init; } = 5_000;

    /// <summary>Requests that can be in flight at one time.</summary>
    public virtual int MostAtOnce => MaxInFlight;

    /// <summary>
    /// After so many requests that were due in the measured time the load ends, if its time is not over before; null: it ends with its time. One that
    /// found too many in flight, or was held back, counts, too.
    /// </summary>
    public int? MostRequests { get; init; }

    /// <summary>The measured time of a load that ends after so many requests and says no time: what ends one whose target hardly answers.</summary>
    public static TimeSpan LongestForRequests { get; } = TimeSpan.FromHours(1);

    /// <summary>The measured time, warm-up and drain left out.</summary>
    public abstract TimeSpan Duration { get; }

    /// <summary>As long as it is known to last; null: until somebody ends it.</summary>
    public virtual TimeSpan? Planned => Duration;

    /// <summary>Closed loop: a slow answer makes the next request later, so that a rate says nothing of the target alone.</summary>
    public virtual bool WaitsForAnswers => false;

    /// <summary>How long each interval is; null: as its length and its course ask for.</summary>
    public virtual TimeSpan? Interval => null;

    /// <summary>The same shape over another measured time: stages are scaled in proportion.</summary>
    public abstract LoadSettings WithDuration(TimeSpan duration);
}
