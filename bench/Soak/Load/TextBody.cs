using System.Buffers;
using HotPath.Chat;
using HotPath.Soak.Scenarios;
using Endpoint = HotPath.Soak.Scenarios.Endpoint;

namespace HotPath.Soak.Load;

/// <summary>Writes the body of a request for text; allocates nothing.</summary>
/// <param name="output">Takes the body.</param>
/// <param name="promptUtf8">The user's message, or the text to complete.</param>
/// <param name="seed">Travels with the request, as its endpoint allows.</param>
internal delegate void TextBody(IBufferWriter<byte> output, ReadOnlySpan<byte> promptUtf8, long? seed);

/// <summary>The bodies of the endpoints that answer with text, beside chat.</summary>
internal static class TextBodies
{
    /// <returns>Null for an endpoint that is none of these.</returns>
    public static TextBody? Of(RequestGroup group) => group.Endpoint switch
    {
        Endpoint.Completions => new CompletionRequestBuilder(new CompletionRequestOptions
        {
            Model = group.Model,
            MaxTokens = group.MaxTokens,
            Temperature = group.Temperature,
            Stream = group.Stream,
            IncludeUsage = group.Stream,
        }).WriteBodyTo,
        Endpoint.Responses => new ResponseRequestBuilder(new ResponseRequestOptions
        {
            Model = group.Model,
            Instructions = group.SystemPrompt,
            MaxOutputTokens = group.MaxTokens,
            Temperature = group.Temperature,
            Stream = group.Stream,
        }).WriteBodyTo,
        Endpoint.Messages => new MessageRequestBuilder(MessageOptionsOf(group)).WriteBodyTo,
        _ => null,
    };

    private static MessageRequestOptions MessageOptionsOf(RequestGroup group)
    {
        MessageRequestOptions options = new()
        {
            Model = group.Model,
            System = group.SystemPrompt,
            Temperature = group.Temperature,
            Stream = group.Stream,
        };
        return group.MaxTokens is { } most ? options with { MaxTokens = most } : options;
    }
}
