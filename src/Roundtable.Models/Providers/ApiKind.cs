namespace Roundtable.Models.Providers;

/// <summary>The wire format that a connection speaks.</summary>
public enum ApiKind
{
    /// <summary>OpenAI's chat completions, which most providers and local servers speak too.</summary>
    OpenAI,

    /// <summary>Anthropic's messages.</summary>
    Anthropic,
}
