using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Tests.Scenarios;

public sealed class ScenarioOverridesTests
{
    private static readonly ScenarioOverrides None = new(null, null, null, null, null, []);

    private static readonly Scenario Ramp = WholeExample.Scenario; // 30 s, then 90 s; warm-up 500 ms, 10 in flight

    [Fact]
    public void Apply_Nothing_ChangesNothing()
    {
        Assert.Equal(ScenarioWriter.Write(Ramp), ScenarioWriter.Write(None.Apply(Ramp)));
    }

    [Fact]
    public void Apply_Duration_ScalesTheStages()
    {
        OpenLoad load = Assert.IsType<OpenLoad>((None with { Duration = TimeSpan.FromSeconds(12) }).Apply(Ramp).Load);

        Assert.Equal([new RateStage(TimeSpan.FromSeconds(3), 200, 200), new RateStage(TimeSpan.FromSeconds(9), 200, 1)], load.Stages);
        Assert.Equal(10, load.MaxInFlight);
    }

    [Fact]
    public void Apply_Rate_ReplacesTheLoadForAsLong()
    {
        OpenLoad load = Assert.IsType<OpenLoad>((None with { RatePerSecond = 7 }).Apply(Ramp).Load);

        Assert.Equal([new RateStage(TimeSpan.FromMinutes(2), 7, 7)], load.Stages);
        Assert.Equal((TimeSpan.FromMilliseconds(500), 10), (load.WarmUp, load.MaxInFlight));
    }

    [Fact]
    public void Apply_UsersAndDuration_ReplaceTheLoad()
    {
        LoadSettings load = (None with { Users = 4, Duration = TimeSpan.FromSeconds(9) }).Apply(Ramp).Load;

        Assert.Equal([new UserStage(TimeSpan.FromSeconds(9), 4, 4)], Assert.IsType<ClosedLoad>(load).Stages);
        Assert.Equal((TimeSpan.FromMilliseconds(500), 10), (load.WarmUp, load.MaxInFlight));
    }

    [Fact]
    public void Apply_DurationToStagesOfUsers_ScalesThem()
    {
        ClosedLoad users = new() { Stages = [new UserStage(TimeSpan.FromSeconds(30), 0, 8), new UserStage(TimeSpan.FromSeconds(90), 8, 8)], Think = Distribution.Exponential(1e9) };

        LoadSettings load = (None with { Duration = TimeSpan.FromSeconds(4) }).Apply(Ramp with { Load = users }).Load;

        Assert.Equal([new UserStage(TimeSpan.FromSeconds(1), 0, 8), new UserStage(TimeSpan.FromSeconds(3), 8, 8)], Assert.IsType<ClosedLoad>(load).Stages);
        Assert.Equal(users.Think, ((ClosedLoad)load).Think);
    }

    [Fact]
    public void Apply_Requests_TakesAnHourAtMostUnlessTheTimeIsSaidOrHasACourse()
    {
        ScenarioOverrides requests = None with { Requests = 200 };
        TimeSpan hour = TimeSpan.FromHours(1);
        Scenario steady = Ramp with { Load = OpenLoad.Default };

        Assert.Equal((200, hour), Ends(requests.Apply(steady)));
        Assert.Equal((200, hour), Ends((requests with { Users = 4 }).Apply(Ramp)));
        Assert.Equal((200, TimeSpan.FromSeconds(9)), Ends((requests with { Users = 4, Duration = TimeSpan.FromSeconds(9) }).Apply(Ramp)));
        Assert.Equal((200, Ramp.Load.Duration), Ends(requests.Apply(Ramp)));
        Assert.Equal((9_000, Ramp.Load.Duration), Ends(None.Apply(Ramp)));

        static (int? Requests, TimeSpan Longest) Ends(Scenario scenario) => (scenario.Load.MostRequests, scenario.Load.Duration);
    }

    [Fact]
    public void Apply_UrlAndThresholds_ReplacesTheOneAndAddsTheOthers()
    {
        Scenario scenario = (None with { Url = new Uri("http://other:1"), Thresholds = ["rate > 5"] }).Apply(Ramp);

        Assert.Equal(new Uri("http://other:1/v1"), scenario.Url);
        Assert.Equal([.. Ramp.Thresholds, "rate > 5"], scenario.Thresholds);
    }

    [Theory]
    [InlineData(0, "--rate is 0; it must be above 0 requests a second.")]
    [InlineData(-1, "--rate is -1; it must be above 0 requests a second.")]
    [InlineData(double.NaN, "--rate is NaN; it must be above 0 requests a second.")]
    [InlineData(double.PositiveInfinity, "--rate is Infinity; it must be at most 10,000,000 requests a second.")]
    public void Validate_RateOutOfRange_IsNamedAsTyped(double rate, string problem)
    {
        Assert.Equal([problem], (None with { RatePerSecond = rate }).Validate());
    }

    [Fact]
    public void Validate_EverythingWrong_NamesEverything()
    {
        ScenarioOverrides overrides = new(new Uri("ftp://x/v1"), TimeSpan.FromSeconds(-5), 0, 0, 0, []);

        Assert.Equal(
            [
                "--target is \"ftp://x/v1\"; there are http:// and https://, and ftp:// is neither.",
                "--duration is -5s; it must be above 0s.",
                "--rate is 0; it must be above 0 requests a second.",
                "--users is 0; it must be at least 1 user.",
                "--requests is 0; it must be at least 1 request.",
                "--rate and --users are both given; keep --rate for an open loop, or --users for a closed one.",
            ],
            overrides.Validate());
    }

    [Fact]
    public void Validate_AllInRange_IsEmpty()
    {
        Assert.Empty(new ScenarioOverrides(new Uri("http://x"), TimeSpan.FromHours(720), 0.001, null, 1, ["rate > 5"]).Validate());
        Assert.Equal(["--duration is 721h; it must be at most 720h."], (None with { Duration = TimeSpan.FromHours(721) }).Validate());
    }
}
