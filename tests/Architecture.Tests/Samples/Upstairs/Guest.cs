using HotPath.Architecture.Tests.Samples.Ground;

namespace HotPath.Architecture.Tests.Samples.Upstairs;

/// <summary>What the samples of the ground floor name though they may not; its own arrow points down.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal class Guest : Attribute, IGuest
{
    public Floorboard StandsOn { get; } = new();

    public static void Greet()
    {
    }

    internal sealed class Luggage;
}

internal interface IGuest;

internal enum Mood
{
    Quiet,
    Loud,
}

internal sealed class GuestException : Exception;

internal sealed class Throughway
{
    public Balcony.Chair Chair { get; } = new();
}
