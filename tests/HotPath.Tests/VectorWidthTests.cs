using System.Runtime.Intrinsics;

namespace HotPath.Tests;

/// <summary>The runtime's switches for vectors, which CI sets so that the narrower paths are tested on a machine that has the widest.</summary>
public class VectorWidthTests
{
    private static readonly (string Switch, bool IsAccelerated)[] Switches =
    [
        ("DOTNET_EnableAVX512", Vector512.IsHardwareAccelerated),
        ("DOTNET_EnableAVX2", Vector256.IsHardwareAccelerated),
        ("DOTNET_EnableHWIntrinsic", Vector128.IsHardwareAccelerated),
    ];

    /// <summary>A switch that a runtime does not know is ignored without a word: the tests would run on the widest path again and prove nothing.</summary>
    [Fact]
    public void Switches_SetToOff_AreOff()
    {
        Assert.DoesNotContain(Switches, vectors => Environment.GetEnvironmentVariable(vectors.Switch) == "0" && vectors.IsAccelerated);
        Assert.Null(Environment.GetEnvironmentVariable("DOTNET_EnableAVX512F")); // its name before .NET 10
    }
}
