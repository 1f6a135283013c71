namespace Roundtable.Models.Protocols;

/// <summary>What a request and its answer are written in.</summary>
public enum Protocol
{
    /// <summary>OpenAI's chat completions (<c>POST /chat/completions</c>), which most providers and local servers speak too.</summary>
    ChatCompletions,

    /// <summary>OpenAI's responses (<c>POST /responses</c>).</summary>
    Responses,

    /// <summary>Anthropic's messages (<c>POST /v1/messages</c>).</summary>
    Messages,

    /// <summary>Gemini's own API (<c>POST /v1beta/models/MODEL:generateContent</c>), used where its own tools are wanted.</summary>
    GenerateContent,
}
