using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text.Json;

namespace HotPath.Soak.Gateway.Cache;

/// <summary>
/// What two requests have in common that must be answered alike: SHA-256 of the endpoint and of the body's members as they were written, in
/// their order. A body with its members in another order, or a value spaced otherwise, is another request.
/// </summary>
/// <remarks>
/// Who asks and what is noted down with it does not count: <c>user</c>, <c>safety_identifier</c>, <c>store</c> and
/// <c>prompt_cache_key</c>. All else does: the model, the seed, and how the answer shall come, streamed or not.
/// </remarks>
internal sealed record RequestFingerprint(UInt128 High, UInt128 Low)
{
    /// <summary>Reads a request's body ahead of its endpoint and leaves it there; the fingerprint goes to the request's features. None of a body that is no JSON object or cannot be read: the endpoint will say so.</summary>
    public static async ValueTask TakeAsync(HttpContext context, GatewayRoute route)
    {
        PipeReader reader = context.Request.BodyReader;
        try
        {
            while (true)
            {
                ReadResult read = await reader.ReadAsync().ConfigureAwait(false);
                if (!read.IsCompleted)
                {
                    reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                    continue;
                }

                context.Features.Set(Of(route, read.Buffer.IsSingleSegment ? read.Buffer.FirstSpan : read.Buffer.ToArray()));
                reader.AdvanceTo(read.Buffer.Start);
                return;
            }
        }
        catch (BadHttpRequestException)
        {
            // Whoever reads it next is told the same.
        }
    }

    /// <returns>Null: the body is no JSON object.</returns>
    public static RequestFingerprint? Of(GatewayRoute route, ReadOnlySpan<byte> body)
    {
        try
        {
            RequestReader reader = new(body);
            return reader.BeginObject() ? Of(route, ref reader) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static RequestFingerprint Of(GatewayRoute route, ref RequestReader reader)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([(byte)route]);
        while (reader.NextMember())
        {
            bool counts = !(reader.IsNamed("user"u8) || reader.IsNamed("safety_identifier"u8)
                || reader.IsNamed("store"u8) || reader.IsNamed("prompt_cache_key"u8));
            int start = reader.Position;
            reader.SkipValue();
            if (!counts) continue;

            hash.AppendData(reader.Since(start));
            hash.AppendData(","u8);
        }

        reader.EndDocument();
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(digest);
        return new RequestFingerprint(BinaryPrimitives.ReadUInt128BigEndian(digest), BinaryPrimitives.ReadUInt128BigEndian(digest[16..]));
    }
}
