using System.Diagnostics.CodeAnalysis;

namespace HotPath.Soak.Distributed.Zmtp;

/// <summary>The 64 bytes by which each side of a ZeroMQ connection begins (ZMTP 3.0, RFC 23): signature, version, security mechanism.</summary>
internal static class ZmtpGreeting
{
    public const int Length = 64;

    private const int VersionAt = 10;
    private const int MechanismAt = 12;
    private const int MechanismLength = 20;
    private const byte OwnVersion = 3;

    /// <summary>Version 3.0 and no security, sent as a whole: whoever is older than 3 is not understood here anyway.</summary>
    public static ReadOnlyMemory<byte> Own { get; } = MakeOwn();

    private static ReadOnlySpan<byte> NoSecurity => "NULL"u8;

    /// <param name="greeting">All of the other side's.</param>
    /// <param name="problem">What it is instead of one that can be talked to.</param>
    public static bool IsUnderstood(ReadOnlySpan<byte> greeting, [NotNullWhen(false)] out string? problem)
    {
        problem = null;
        ReadOnlySpan<byte> mechanism = greeting.Slice(MechanismAt, MechanismLength).TrimEnd((byte)0);
        if (!IsSignature(greeting)) problem = "what answers there does not speak ZeroMQ; a Locust master's port is expected, which is not the one of its web page";
        else if (greeting[VersionAt] < OwnVersion) problem = $"what answers there speaks version {greeting[VersionAt]} of ZeroMQ's protocol; 3 or newer is expected";
        else if (!mechanism.SequenceEqual(NoSecurity)) problem = "what answers there asks for a ZeroMQ security mechanism, which a Locust master does not";
        return problem is null;
    }

    /// <param name="begin">The first bytes of a greeting, as many as there are yet.</param>
    public static bool MayBeSignature(ReadOnlySpan<byte> begin) => begin.IsEmpty || begin[0] == 0xFF;

    private static bool IsSignature(ReadOnlySpan<byte> greeting) => greeting[0] == 0xFF && (greeting[9] & 1) == 1;

    private static byte[] MakeOwn()
    {
        byte[] greeting = new byte[Length];
        greeting[0] = 0xFF;
        greeting[9] = 0x7F;
        greeting[VersionAt] = OwnVersion;
        NoSecurity.CopyTo(greeting.AsSpan(MechanismAt));
        return greeting;
    }
}
