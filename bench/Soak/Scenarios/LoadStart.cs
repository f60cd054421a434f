namespace HotPath.Soak.Scenarios;

/// <summary>Where a load begins that goes on where another of the same seed ended; the default is its beginning.</summary>
/// <param name="Number">The first request of the measured time, from 0.</param>
/// <param name="Elapsed">How much of the measured time is behind it.</param>
internal readonly record struct LoadStart(long Number, TimeSpan Elapsed)
{
    /// <summary>What is left of a load. Rates and traces keep their stages, whose every request has its moment; users' stages are cut.</summary>
    public LoadSettings RestOf(LoadSettings load) => load is ClosedLoad closed
        ? closed with { Stages = [.. RestOf(closed.Stages)], Start = this with { Elapsed = TimeSpan.Zero } }
        : load with { Start = this };

    private IEnumerable<UserStage> RestOf(IReadOnlyList<UserStage> stages)
    {
        TimeSpan behind = Elapsed;
        foreach (UserStage stage in stages)
        {
            if (behind < stage.For)
            {
                int from = stage.From + (int)Math.Round((stage.To - stage.From) * (behind / stage.For));
                yield return stage with { For = stage.For - behind, From = from };
            }

            behind = behind < stage.For ? TimeSpan.Zero : behind - stage.For;
        }
    }
}
