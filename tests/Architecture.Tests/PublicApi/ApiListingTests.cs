namespace HotPath.Architecture.Tests.PublicApi;

public class ApiListingTests
{
    public static TheoryData<Type, string[]> Samples => new()
    {
        {
            typeof(ApiSample),
            [
                "public class HotPath.Architecture.Tests.PublicApi.ApiSample",
                "    protected const int Shared = 1",
                "    public const string Text = \"text\"",
                "    public static readonly long[] Values",
                "    protected ApiSample(string? name, params ReadOnlySpan<int> numbers)",
                "    protected int Inner { get; }",
                "    public IReadOnlyDictionary<string, int?[]>? Map { get; protected set; }",
                "    public required string Name { get; init; }",
                "    public event Action<string?>? Changed",
                "    [Obsolete(\"Use the other.\")] public static T? Make<T>(Func<T, Task<List<string?>>>? make) where T : class, IDisposable, new()",
                "    public override string ToString()",
                "    public virtual bool TryRead(in long key, out string? value, ref int count, DayOfWeek day = DayOfWeek.Monday, string? hint = null, CancellationToken cancellationToken = default)",
            ]
        },
        {
            typeof(ApiRecordSample),
            [
                "public readonly record struct HotPath.Architecture.Tests.PublicApi.ApiRecordSample",
                "    public ApiRecordSample(int Number, string? Text)",
                "    public int Number { get; init; }",
                "    public string? Text { get; init; }",
            ]
        },
        {
            typeof(ApiRefSample<>),
            [
                "public ref struct HotPath.Architecture.Tests.PublicApi.ApiRefSample<T> where T : unmanaged",
                "    public ApiRefSample<T>(ReadOnlySpan<T> items)",
                "    public readonly ref readonly T this[int index] { get; }",
                "    public readonly ReadOnlySpan<T> Items { get; }",
                "    public readonly void Visit<TVisitor>(scoped ref TVisitor visitor) where TVisitor : IDisposable, allows ref struct",
            ]
        },
        {
            typeof(ApiFlagsSample),
            [
                "[Flags] public enum HotPath.Architecture.Tests.PublicApi.ApiFlagsSample : byte",
                "    None = 0",
                "    First = 1",
            ]
        },
    };

    [Theory]
    [MemberData(nameof(Samples))]
    public void Of_OneOfEachThing_ShowsWhatUsersSeeAndNothingElse(Type type, string[] expected)
    {
        Assert.Equal(expected, ApiListing.Of(type).Prepend(ApiType.Declaration(type)));
    }

    [Fact]
    public void Difference_OneMemberChanged_NamesItWithItsType()
    {
        string[] approved = ["public class N.A : B", "    public int One()", "    public int Two()", "", "public class N.C", "    public int One()"];
        string[] actual = ["public class N.A : B", "    public int One()", "    public long Two()", "", "public class N.C", "    public int One()"];

        Assert.Equal(["  - N.A: public int Two()", "  + N.A: public long Two()"], ApiDifference.Between(approved, actual));
    }
}
