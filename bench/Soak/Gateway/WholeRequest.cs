using System.Text.Json;

namespace HotPath.Soak.Gateway;

/// <summary>Reads what an endpoint heeds of a body's members, to the end of the document.</summary>
/// <param name="reader">Stands before the first member.</param>
/// <returns>The request, or the first thing wrong with it.</returns>
internal delegate (T? Request, OpenAiError? Error) MembersReading<T>(ref RequestReader reader)
    where T : class;

/// <summary>A request's body, which every endpoint takes as one JSON object.</summary>
internal static class WholeRequest
{
    /// <param name="body">The request's, as it came.</param>
    /// <returns>The request, or the first thing wrong with it.</returns>
    public static (T? Request, OpenAiError? Error) Read<T>(ReadOnlySpan<byte> body, MembersReading<T> readMembers)
        where T : class
    {
        try
        {
            RequestReader reader = new(body);
            return reader.BeginObject() ? readMembers(ref reader) : (null, reader.Error);
        }
        catch (JsonException exception)
        {
            return (null, OpenAiError.NotJson(exception.Message));
        }
    }
}
