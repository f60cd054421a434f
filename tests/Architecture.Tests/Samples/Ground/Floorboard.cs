namespace HotPath.Architecture.Tests.Samples.Ground;

/// <summary>Names nobody above it.</summary>
internal sealed class Floorboard
{
    public IReadOnlyList<Floorboard> Neighbours { get; init; } = [];
}

internal sealed class UsesForeignNamespace
{
    public static string Scheme() => System.Net.Http.HttpMethod.Get.Method;
}
