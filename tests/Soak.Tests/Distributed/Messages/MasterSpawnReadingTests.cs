using HotPath.Soak.Distributed;
using HotPath.Soak.Distributed.Messages;

namespace HotPath.Soak.Tests.Distributed.Messages;

public class MasterSpawnReadingTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;

    [Fact]
    public void TryRead_AllMembers_AreTaken()
    {
        Dictionary<object, object?> data = Data();
        data["host"] = "https://gateway.example.com";
        data["parsed_options"] = new Dictionary<object, object?> { ["web_auth"] = "user:secret", ["run_time"] = 90L, [5L] = "not a name" };

        Assert.True(MasterSpawnReading.TryRead(data, Now, out MasterSpawn? spawn, out string? problem), problem);
        Assert.Equal(1_700_000_000.25, spawn.Timestamp);
        Assert.Equal(new Dictionary<string, int> { ["Chat"] = 3, ["Embed"] = 0 }, spawn.Users);
        Assert.Equal("https://gateway.example.com", spawn.Host);
        Assert.Equal(TimeSpan.FromSeconds(90), spawn.RunTime);
        Assert.Equal(["run_time", "web_auth"], spawn.Options.Keys.Order());
        Assert.DoesNotContain("secret", spawn.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void TryRead_OnlyWhatIsNeeded_IsEnough()
    {
        Assert.True(MasterSpawnReading.TryRead(Data(), Now, out MasterSpawn? spawn, out string? problem), problem);
        Assert.Null(spawn.Host);
        Assert.Null(spawn.RunTime);
        Assert.Empty(spawn.Options);
    }

    [Theory]
    [InlineData("20", 20)]
    [InlineData("20s", 20)]
    [InlineData("3m", 180)]
    [InlineData("1h30m", 5_400)]
    [InlineData("2h1m5s", 7_265)]
    public void TryRead_RunTimeAsTyped_IsItsSeconds(string text, int seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), RunTimeOf(text));

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("5x")]
    [InlineData("h")]
    [InlineData("5s3m")]
    [InlineData("99999999999999999999h")]
    [InlineData("9223372036854775807h")]
    [InlineData(0L)]
    [InlineData(-5L)]
    [InlineData(double.NaN)]
    [InlineData(1e300)]
    [InlineData(null)]
    [InlineData(true)]
    public void TryRead_RunTimeThatIsNone_IsNone(object? option) => Assert.Null(RunTimeOf(option));

    public static readonly TheoryData<string, object?, string> Refused = new()
    {
        { "timestamp", null, "its timestamp is no number" },
        { "timestamp", "now", "its timestamp is no number" },
        { "timestamp", double.NaN, "its timestamp is no number" },
        { "user_classes_count", null, "its user_classes_count is no map of names and numbers of users" },
        { "user_classes_count", new List<object?>(), "its user_classes_count is no map of names and numbers of users" },
        { "user_classes_count", new Dictionary<object, object?> { ["Chat"] = -1L }, "its user_classes_count is no map of names and numbers of users" },
        { "user_classes_count", new Dictionary<object, object?> { ["Chat"] = 4_294_967_296L }, "its user_classes_count is no map of names and numbers of users" },
        { "user_classes_count", new Dictionary<object, object?> { ["Chat"] = 1.5 }, "its user_classes_count is no map of names and numbers of users" },
        { "user_classes_count", new Dictionary<object, object?> { [1L] = 1L }, "its user_classes_count is no map of names and numbers of users" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void TryRead_MemberThatIsNotAsExpected_IsAProblem(string member, object? value, string expected)
    {
        Dictionary<object, object?> data = Data();
        data[member] = value;

        Assert.False(MasterSpawnReading.TryRead(data, Now, out _, out string? problem));
        Assert.Equal(expected, problem);
    }

    private static TimeSpan? RunTimeOf(object? option)
    {
        Dictionary<object, object?> data = Data();
        data["parsed_options"] = new Dictionary<object, object?> { ["run_time"] = option };
        Assert.True(MasterSpawnReading.TryRead(data, Now, out MasterSpawn? spawn, out string? problem), problem);
        return spawn.RunTime;
    }

    private static Dictionary<object, object?> Data() => new()
    {
        ["timestamp"] = 1_700_000_000.25,
        ["user_classes_count"] = new Dictionary<object, object?> { ["Chat"] = 3L, ["Embed"] = 0L },
    };
}
