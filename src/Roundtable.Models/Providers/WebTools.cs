namespace Roundtable.Models.Providers;

/// <summary>In whose words a provider's own tools for searching and reading the web are asked for.</summary>
public enum WebTools
{
    /// <summary>OpenAI's <c>web_search</c>, which searches and opens pages, of its responses.</summary>
    OpenAI,

    /// <summary>Anthropic's <c>web_search</c> and <c>web_fetch</c> of its messages.</summary>
    Anthropic,

    /// <summary>OpenRouter's <c>openrouter:web_search</c> and <c>openrouter:web_fetch</c>, which it runs for any model.</summary>
    OpenRouter,

    /// <summary>Gemini's <c>google_search</c> and <c>url_context</c> of its own API.</summary>
    Gemini,
}
