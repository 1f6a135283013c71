namespace Roundtable.Workspace.Gateway;

/// <summary>What a request through the gateway asks for, by its method and path.</summary>
public enum GatewayOperation
{
    /// <summary>Anything that is not one of the others: it is forwarded and recorded, and not read.</summary>
    Other,

    /// <summary><c>POST /chat/completions</c>.</summary>
    ChatCompletions,

    /// <summary><c>POST /completions</c>, the older form.</summary>
    Completions,

    /// <summary><c>POST /responses</c>.</summary>
    Responses,

    /// <summary><c>POST /messages</c>.</summary>
    Messages,

    /// <summary><c>POST /messages/count_tokens</c>.</summary>
    CountTokens,

    /// <summary><c>POST /embeddings</c>.</summary>
    Embeddings,

    /// <summary><c>GET /models</c> and <c>GET /models/ID</c>.</summary>
    Models,
}
