using HotPath.Soak.Machine;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Tests.Telemetry;

public sealed class FullCollectionsTests
{
    [Theory]
    [InlineData(60, null)]
    [InlineData(119, null)]
    [InlineData(120, 10.0)] // the closest
    [InlineData(300, 15.0)]
    [InlineData(3_600, 180.0)]
    [InlineData(86_400, 300.0)] // the farthest
    public void Apart_LengthOfARun_IsATwentiethWithinBounds(int seconds, double? apart)
    {
        Assert.Equal(apart, FullCollections.Apart(TimeSpan.FromSeconds(seconds))?.TotalSeconds);
    }

    [Fact]
    public void IsDue_EachSecondOfARun_IsSoOncePerStretchAndNeverInTheDrain()
    {
        FullCollections collections = new(TimeSpan.FromSeconds(300), () => Task.CompletedTask);

        int[] due = [.. Enumerable.Range(1, 400).Where(second => collections.IsDue(TimeSpan.FromSeconds(second)))];

        Assert.Equal(Enumerable.Range(1, 19).Select(time => time * 15), due);
    }

    [Fact]
    public async Task RequestAsync_GeneratorAndGateway_AreBothAsked()
    {
        int asked = 0;
        FullCollections collections = new(TimeSpan.FromSeconds(1), () =>
        {
            asked++;
            return Task.CompletedTask;
        });
        long before = ProcessSample.Read().Heap!.Value.LastFull;

        await collections.RequestAsync();

        Assert.Equal(1, asked);
        Assert.NotEqual(before, ProcessSample.Read().Heap!.Value.LastFull);
    }
}
