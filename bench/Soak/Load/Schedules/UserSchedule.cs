using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Load.Schedules;

/// <summary>
/// When each user of a closed loop is there: a pure function of the stages. While the number goes linearly from <c>a</c> to <c>b</c>,
/// user <c>u</c> comes when it reaches <c>u + 1</c> and leaves when it is down at <c>u</c>: with ten users the last to come is the first to go.
/// </summary>
internal sealed class UserSchedule
{
    private readonly IReadOnlyList<UserStage> _stages;

    public UserSchedule(IReadOnlyList<UserStage> stages)
    {
        _stages = stages;
        MostUsers = stages.Max(stage => Math.Max(stage.From, stage.To));
        End = new TimeSpan(stages.Sum(stage => stage.For.Ticks));
    }

    /// <summary>Users that are ever there.</summary>
    public int MostUsers { get; }

    public TimeSpan End { get; }

    /// <summary>The stretches of time in which a user is there, in order; none of length zero, no two touch.</summary>
    /// <param name="user">0 to <see cref="MostUsers"/> - 1.</param>
    public IEnumerable<UserStretch> StretchesOf(int user)
    {
        TimeSpan stageStart = TimeSpan.Zero;
        TimeSpan? since = null;
        foreach (UserStage stage in _stages)
        {
            bool isThere = user < stage.From;
            if (isThere && since is null) since = stageStart;
            if (!isThere && since is { } left)
            {
                since = null;
                if (stageStart > left) yield return new UserStretch(left, stageStart);
            }

            TimeSpan changesAt = stageStart + ChangeOf(user, stage);
            if (!isThere && user < stage.To) since = changesAt;
            if (since is { } began && user < stage.From && user > stage.To) // who leaves at its very end may stay for the next
            {
                since = null;
                if (changesAt > began) yield return new UserStretch(began, changesAt);
            }

            stageStart += stage.For;
        }

        if (since is { } last && End > last) yield return new UserStretch(last, End);
    }

    /// <summary>How far into a stage its user comes or leaves, for the one who does.</summary>
    private static TimeSpan ChangeOf(int user, UserStage stage)
    {
        int crossed = stage.To > stage.From ? user + 1 - stage.From : stage.From - user;
        int change = Math.Abs(stage.To - stage.From);
        return change == 0 ? TimeSpan.Zero : stage.For * ((double)crossed / change);
    }
}

/// <summary>A stretch of time from the start of the load.</summary>
internal readonly record struct UserStretch(TimeSpan From, TimeSpan Until);
