using HotPath.Analysis.Results;
using HotPath.Soak.Verdicts;
using HotPath.Soak.Verdicts.Alerts;

namespace HotPath.Soak.Tests.Verdicts.Alerts;

public sealed class AlertTests
{
    private static readonly Threshold Limit = ThresholdParser.Parse("errors.rate < 1%", []).Threshold!;
    private static readonly ThresholdResult Kept = new(Limit.Expression, 0.5, Passed: true);
    private static readonly ThresholdResult Broken = new(Limit.Expression, 2, Passed: false);
    private static readonly ThresholdResult Nothing = new(Limit.Expression, null, Passed: false);

    [Theory]
    [InlineData("kkkkkkkk", "")]
    [InlineData("bb", "")]
    [InlineData("bbb", "2")] // broken for three seconds, the intervals' own time counted
    [InlineData("kkbbbbbb", "4")]
    [InlineData("bbkbbkbbkbbk", "")] // comes and goes: never for three seconds
    [InlineData("bbbkkbkkbkkb", "2")] // and is not over either
    [InlineData("bbbkkk", "2 5")]
    [InlineData("bbbkkkbbbkkk", "2 5 8 11")]
    [InlineData("bbnbb", "")] // nothing was measured: what was said before is forgotten
    [InlineData("bbnbbb", "5")]
    [InlineData("bbbnnnnn", "2")] // and nothing is over
    public void Judge_Windows_ChangesWhenTheOtherThingHeldForLongEnough(string windows, string changes)
    {
        Alert alert = new(Limit, TimeSpan.FromSeconds(3));

        IEnumerable<int> changed = windows.Index().Where(window => Judge(alert, window.Index, window.Item)).Select(window => window.Index).ToList();

        Assert.Equal(changes, string.Join(' ', changed));
    }

    [Fact]
    public void Judge_ForNoTime_ChangesAtOnce()
    {
        Alert alert = new(Limit, TimeSpan.Zero);

        Assert.True(Judge(alert, 0, 'b'));
        Assert.True(Judge(alert, 1, 'k'));
        Assert.False(alert.IsFiring);
    }

    [Fact]
    public void Judge_AnyWindows_NeverChangesTwiceWithinTheTime()
    {
        const int Seed = 3;
        Random random = new(Seed);
        Alert alert = new(Limit, TimeSpan.FromSeconds(4));

        List<int> changed = [.. Enumerable.Range(0, 10_000).Where(second => Judge(alert, second, random.Next(10) < 7 == alert.IsFiring ? 'k' : 'b'))];

        Assert.True(changed.Count > 100, $"{changed.Count} changes, seed {Seed}");
        Assert.All(changed.Zip(changed.Skip(1)), pair => Assert.True(pair.Second - pair.First >= 4, $"{pair} with seed {Seed}"));
    }

    [Fact]
    public void FiringSeconds_TwiceFiring_IsTheSumToTheMomentAsked()
    {
        Alert alert = new(Limit, TimeSpan.Zero);
        Judge(alert, 9, 'b'); // ends at 10
        Judge(alert, 14, 'k');
        Judge(alert, 19, 'b');

        Assert.Equal((2, true, 5 + 12), (alert.Fired, alert.IsFiring, alert.FiringSeconds(32)));
    }

    private static bool Judge(Alert alert, int second, char window) =>
        alert.Judge(window switch { 'k' => Kept, 'b' => Broken, _ => Nothing }, second, second + 1);
}
