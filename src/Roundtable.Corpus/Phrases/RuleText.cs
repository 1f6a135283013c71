namespace Roundtable.Corpus.Phrases;

/// <summary>
/// What rules of the list look for, in words, for people. Reports and labels keep the rules' identifiers (<c>en-as: chatgpt</c>), which programs can count.
/// </summary>
public static class RuleText
{
    private const string Reported = ", quoted or reported";

    private static readonly Dictionary<string, string> _languages = new(StringComparer.Ordinal)
    {
        ["en"] = "English",
        ["zh"] = "Chinese",
        ["es"] = "Spanish",
        ["fr"] = "French",
        ["de"] = "German",
        ["pt"] = "Portuguese",
        ["ru"] = "Russian",
        ["ja"] = "Japanese",
        ["ko"] = "Korean",
        ["it"] = "Italian",
        ["nl"] = "Dutch",
        ["ar"] = "Arabic",
    };

    private static readonly Dictionary<string, string> _patterns = new(StringComparer.Ordinal)
    {
        ["name"] = "gives itself the name of a model",
        ["name-kind"] = "gives itself the name of a model and says that it is one",
        ["name-made"] = "gives itself the name of a model and says who made it",
        ["kind"] = "says that it is a language model",
        ["kind-maker"] = "says that it is an assistant made by a maker of models",
        ["assistant"] = "says that it is an AI or an AI assistant",
        ["only-assistant"] = "says that it is only an AI",
        ["other-name-kind"] = "gives itself a name and says that it is a language model",
        ["other-name-assistant"] = "gives itself a name and says that it is an AI assistant",
        ["as"] = "speaks as a language model",
        ["as-name"] = "speaks as a model with a name",
        ["as-made"] = "speaks as an assistant made by a maker of models",
        ["as-assistant"] = "speaks as an AI or an AI assistant",
        ["as-bot"] = "speaks as a chatbot",
        ["as-trailing"] = "says what it cannot do as a language model",
        ["made-by"] = "says that a maker of models made it",
        ["trained-by"] = "says that a maker of models trained it",
        ["powered-by"] = "says which model it runs on",
        ["my-maker"] = "speaks of its makers, who make models",
        ["chat-mode"] = "says that it is a chat mode of Bing",
        ["knows-only-text"] = "says that it is no person but an AI",
        ["neither"] = "speaks as an AI made by a maker of models",
        ["made-as"] = "says that it was made or trained as a language model",
        ["as-maker"] = "speaks as a model made by a maker of models",
        ["model-maker"] = "says that it is a model made by a maker of models",
        ["makers-own"] = "says that it is a model of a maker of models",
        ["made-by-general"] = "says that a maker of models made it",
        ["i-as"] = "speaks as a language model or an AI",
        ["talking-to"] = "says with which model one is talking",
        ["this-is"] = "introduces itself with the name of a model",
        ["but-name"] = "says that it is one model and not another",
        ["inverted"] = "speaks as a language model or an AI",
        ["name-dev"] = "gives itself the name of a model and says who made it",
        ["von-maker"] = "says that it is a model made by a maker of models",
        ["because"] = "says that it is a language model or an AI",
        ["maker-name-own"] = "gives itself the name of a model and says whose it is",
        ["maker-own"] = "gives itself the name of a model and says whose it is",
        ["from"] = "says that it is a model of a maker of models",
        ["bot"] = "speaks as a chatbot",
        ["maker-kind"] = "says that it is a model of a maker of models",
        ["maker-name"] = "gives itself the name of a model and says who made it",
    };

    private static readonly Dictionary<string, string> _traces = new(StringComparer.Ordinal)
    {
        ["chatml"] = "token of a chat template (ChatML)",
        ["chatml-end"] = "token of a chat template (ChatML)",
        ["llama-header"] = "token of a chat template (Llama 3)",
        ["llama4-header"] = "token of a chat template (Llama 4)",
        ["end-token"] = "token that ends an answer",
        ["text-separator"] = "separator of texts, at the end of an answer",
        ["harmony"] = "token of a chat template (Harmony)",
        ["harmony-start"] = "token of a chat template (Harmony)",
        ["gemma-turn"] = "token of a chat template (Gemma)",
        ["gemma-end"] = "token of a chat template (Gemma)",
        ["llama2-inst"] = "token of a chat template (Llama 2, Mistral)",
        ["llama2-sys"] = "token of a chat template (Llama 2)",
        ["deepseek-token"] = "token of a chat template (DeepSeek)",
        ["role-token"] = "token of a chat template for a role",
        ["cohere-turn"] = "token of a chat template (Cohere)",
        ["thinking"] = "tag around a model's thoughts",
        ["thinking-end"] = "tag that ends a model's thoughts",
        ["kimi-thinking"] = "tag around a model's thoughts (Kimi)",
        ["mistral-thinking"] = "tag around a model's thoughts (Mistral)",
        ["mistral-tools"] = "token of a call of a tool (Mistral)",
        ["tool-call"] = "call of a tool",
        ["tool-token"] = "token of a call of a tool or of a box",
        ["tool-code"] = "call of a tool in code",
        ["function-calls"] = "call of a function (Claude)",
        ["artifact"] = "artifact of Claude's",
        ["grok-card"] = "citation of Grok's",
        ["source-mark"] = "citation mark of ChatGPT's files and search",
        ["turn-mark"] = "citation mark of ChatGPT's search",
        ["content-reference"] = "citation mark of ChatGPT's",
        ["oaicite"] = "citation mark of ChatGPT's",
        ["oai-citation"] = "citation mark of ChatGPT's",
        ["attribution"] = "citation mark of ChatGPT's",
        ["tracking"] = "address with a chat product's tracking parameter",
        ["sandbox"] = "link into ChatGPT's sandbox",
        ["mnt-data"] = "path in ChatGPT's sandbox",
        ["attached"] = "citation mark of an attached file",
        ["cite-start"] = "citation mark of Gemini's",
        ["cite-number"] = "citation mark of Gemini's",
        ["citation-number"] = "citation mark of DeepSeek's",
        ["cohere-citation"] = "citation mark of Cohere's",
        ["search-tags"] = "tag of a model's search",
        ["image-prompt"] = "widget of ChatGPT's",
        ["model-refusal-mark"] = "interface words of ChatGPT's",
    };

    /// <summary>A summary with words in the place of a rule's identifier; any other summary as it is.</summary>
    public static string Of(string summary)
    {
        var isReported = summary.EndsWith(Reported, StringComparison.Ordinal);
        var rest = isReported ? summary[..^Reported.Length] : summary;
        if (_traces.TryGetValue(rest, out var trace))
        {
            return trace + (isReported ? Reported : "");
        }

        var colon = rest.IndexOf(": ", StringComparison.Ordinal);
        var (rule, model) = colon < 0 ? (rest, "") : (rest[..colon], rest[colon..]);
        return rule.Length > 3 && rule[2] == '-' && _languages.TryGetValue(rule[..2], out var language) && _patterns.TryGetValue(rule[3..], out var pattern)
            ? $"{pattern} ({language}){model}{(isReported ? Reported : "")}"
            : summary;
    }
}
