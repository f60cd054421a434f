using HotPath.Soak.Gateway;
using HotPath.Soak.Gateway.Completions;
using HotPath.Soak.Gateway.Messages;
using HotPath.Soak.Gateway.Responses;
using Endpoint = HotPath.Soak.Scenarios.Endpoint;

namespace HotPath.Soak.Tests.Gateway;

/// <summary>The streamed answers of the gateway's endpoints.</summary>
internal static class AnswerApis
{
    /// <summary>A renderer that nothing has been begun with.</summary>
    /// <param name="endpoint">The name of one that streams tokens.</param>
    public static AnswerRenderer NewRenderer(string endpoint)
    {
        AnswerApi api = endpoint switch
        {
            nameof(Endpoint.Chat) => new ChatApi(),
            nameof(Endpoint.Completions) => new CompletionApi(),
            nameof(Endpoint.Responses) => new ResponseApi(),
            nameof(Endpoint.Messages) => new MessageApi(),
            _ => throw new ArgumentOutOfRangeException(nameof(endpoint), endpoint, "streams no tokens"),
        };
        return api.NewRenderer();
    }
}
