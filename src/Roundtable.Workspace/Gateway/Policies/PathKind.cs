namespace Roundtable.Workspace.Gateway.Policies;

/// <summary>What a request at a provider's API is about, as far as policy is concerned.</summary>
public enum PathKind
{
    /// <summary>An answer is wanted: chat completions, responses, messages.</summary>
    Generation,

    /// <summary>Embeddings are wanted.</summary>
    Embeddings,

    /// <summary>Tokens are counted, which costs nothing.</summary>
    CountTokens,

    /// <summary>Models are listed or described, which costs nothing.</summary>
    Models,

    /// <summary>Files and uploads.</summary>
    Files,

    /// <summary>Batches of requests.</summary>
    Batches,

    /// <summary>Fine-tuning jobs and the models they made.</summary>
    FineTuning,

    /// <summary>Responses, conversations and completions that the provider keeps.</summary>
    StoredResponses,

    /// <summary>Anything else.</summary>
    Unknown,
}
