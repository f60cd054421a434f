using System.Buffers.Binary;
using System.Security.Cryptography;

namespace HotPath.Http;

/// <summary>The message in which a server says, in the clear, what it has chosen.</summary>
/// <param name="IsRetryRequest">It asks for another ClientHello; the real ServerHello comes later.</param>
/// <param name="IsTls13">TLS 1.3 or later.</param>
/// <param name="HasPreSharedKey">It took up a session that the client offered; TLS 1.3 only.</param>
internal readonly record struct ServerHello(bool IsRetryRequest, bool IsTls13, bool HasPreSharedKey)
{
    private const int RandomAt = 2, RandomBytes = 32, CipherAndCompressionBytes = 3, LengthBytes = 2;
    private const ushort PreSharedKey = 41, SupportedVersions = 43;

    // RFC 8446, 4.1.3: the random of a HelloRetryRequest is "the SHA-256 of "HelloRetryRequest"".
    private static readonly byte[] RetryRandom = SHA256.HashData("HelloRetryRequest"u8);

    /// <param name="body">The whole message without its header.</param>
    /// <param name="hello">Of no use when the result is false.</param>
    public static bool TryParse(ReadOnlySpan<byte> body, out ServerHello hello)
    {
        hello = default;
        if (body.Length <= RandomAt + RandomBytes) return false;

        bool isRetryRequest = body.Slice(RandomAt, RandomBytes).SequenceEqual(RetryRandom);
        int extensionsAt = RandomAt + RandomBytes + 1 + body[RandomAt + RandomBytes] + CipherAndCompressionBytes;
        if (extensionsAt > body.Length) return false;

        bool isTls13 = false;
        bool hasPreSharedKey = false;
        ReadOnlySpan<byte> extensions = body[extensionsAt..];
        ReadOnlySpan<byte> rest = default;
        if (!extensions.IsEmpty && !TryTakeBlock(ref extensions, out rest)) return false; // before TLS 1.3 there may be none

        while (!rest.IsEmpty)
        {
            if (rest.Length < LengthBytes) return false;
            ushort type = BinaryPrimitives.ReadUInt16BigEndian(rest);
            rest = rest[LengthBytes..];
            if (!TryTakeBlock(ref rest, out _)) return false;

            isTls13 |= type == SupportedVersions;
            hasPreSharedKey |= type == PreSharedKey;
        }

        hello = new ServerHello(isRetryRequest, isTls13, hasPreSharedKey);
        return true;
    }

    private static bool TryTakeBlock(scoped ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> block)
    {
        block = default;
        if (rest.Length < LengthBytes) return false;

        int end = LengthBytes + BinaryPrimitives.ReadUInt16BigEndian(rest);
        if (end > rest.Length) return false;

        block = rest[LengthBytes..end];
        rest = rest[end..];
        return true;
    }
}
