namespace HotPath.Soak.Gateway;

/// <summary>What answers are counted under.</summary>
internal enum GatewayRoute
{
    Chat,
    Completions,
    Responses,
    Messages,
    Embeddings,
    Models,
    Other,
}
