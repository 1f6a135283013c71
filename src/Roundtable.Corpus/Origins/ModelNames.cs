using System.Text.RegularExpressions;

namespace Roundtable.Corpus.Origins;

/// <summary>
/// A grammar of the names of models: a family, then versions, sizes, dates and variants. Names of families that are words or people's names (Claude, Palm,
/// Falcon) count by themselves only where a model is expected.
/// </summary>
internal static partial class ModelNames
{
    private const string Distinct =
        "chat[- ]?gpt|gpt[-_ ]?(?:[1-9]|j|neo|neox|oss|sw3)|text[-_ ](?:davinci|curie|babbage|ada)|code[-_ ](?:davinci|cushman|bison)|(?:text|"
        + "chat)[-_ ](?:bison|unicorn)|davinci[-_ ]?00[123]|"
        + "deepseek|qwen|qwq|qvq|mixtral|ministral|codestral|magistral|devstral|pixtral|chatglm|codegeex|internlm|internvl|baichuan|wizard(?:lm|coder|"
        + "math)|code[-_ ]?llama|tiny[-_ ]?llama|open[-_ ]?llama|"
        + "openchat|open[-_ ]?hermes|nous[-_ ]?hermes|stable[-_ ]?(?:lm|beluga|vicuna)|nemotron|smollm|olmoe?|olmo|flan[-_ ](?:t5|ul2|palm)|bloomz|"
        + "starcoder|santacoder|codegen|chatrwkv|rwkv|dbrx|jamba|"
        + "c4ai|moonshot[-_ ]v|kimi[-_ ]?k|abab|minimax|hunyuan|doubao|ernie[-_ ](?:bot|speed|lite|turbo|x|4)|exaone|hyperclova|kanana|gigachat|"
        + "yandexgpt|sabia[-_ ]|eurollm|apertus[-_ ]|lfm|"
        + "seed[-_ ]oss|skywork|xverse|telechat|longcat|mimo[-_ ]|oasst[-_ ]|openassistant|blenderbot|dialogpt|luminous|amazon[-_ ](?:nova|titan)|"
        + "titan[-_ ]text|llama[-_ ]?[1-4]|gemma[-_ ]?[1-4]|"
        + "phi[-_ ]?[1-5]|glm[-_ ]?(?:[1-9]|z1)|falcon[-_ ]?(?:\\d+b|180|h1|mamba|\\d-)|mpt[-_ ]\\d+b|yi[-_ ](?:\\d+b|large|lightning|1)|pythia[-_ "
        + "]\\d|opt[-_ ]\\d+(?:\\.\\d+)?[bm]|grok[-_ ]?[1-9]|"
        + "gemini[-_](?:pro|ultra|nano|flash|\\d)|gemini [12]\\.\\d|gemini (?:pro|ultra|nano|flash)|palm[-_ ]?2|claude[-_](?:v?\\d|instant|opus|sonnet|"
        + "haiku|2|3|next)|claude (?:v?\\d|instant|opus|sonnet|haiku)|"
        + "claude[1-4]|mistral[-_ ](?:\\d+b|7b|tiny|small|medium|large|nemo|v\\d|instruct|saba|medium|next)|mistral7b|command[-_ ](?:r|a|light|nightly|"
        + "xlarge|medium|r7b)|aya[-_ ](?:23|101|expanse|vision)|"
        + "solar[-_ ](?:\\d|pro|mini)|granite[-_ ]?\\d|nova[-_](?:pro|lite|micro|premier)|j2[-_ ](?:ultra|mid|light|jumbo|grande)|jurassic[-_ ]?[12]|"
        + "reka[-_ ](?:core|flash|edge)|zephyr[-_ ]\\d|tulu[-_ ]?\\d|"
        + "hermes[-_ ]?[2-4]|dolphin[-_ ]?\\d|dolly[-_ ]v\\d|orca[-_ ]?(?:mini|2)|vicuna[-_ ]?(?:v?\\d)|alpaca[-_ ]?(?:\\d+b|lora)|koala[-_ ]?\\d+b|"
        + "guanaco[-_ ]?\\d+b|airoboros[-_ ]?\\w*\\d|xwin[-_ ]lm|"
        + "o[134][-_](?:mini|preview|pro|high|medium|low|\\d{4})|ultralm|starling[-_ ]lm|sonar[-_ ](?:small|medium|large|pro|reasoning)|lamda[-_ "
        + "]?\\d*b|ultrachat[-_ ]|step[-_ ][123]v?|pangu[-_ ]";

    private const string Ambiguous =
        "gpt|claude|gemini|gemma|palm|bard|llama|alpaca|vicuna|mistral|grok|command|kimi|moonshot|phi|glm|yi|ernie|falcon|mpt|bloom|pythia|opt|koala|"
        + "guanaco|zephyr|starling|tulu|"
        + "hermes|dolphin|dolly|orca|solar|granite|copilot|bing|o1|o3|davinci|curie|babbage|t5|t0|ul2|jurassic|airoboros|codex|sonnet|opus|haiku|aya|"
        + "nova|titan|sonar|lamda|anthropic|openai|pi|xwin|capybara|samantha|lima";

    // What follows a family in names that are written with spaces.
    private const string Variant =
        @"v?\d[\w.]*|[a-z]\d{1,2}|\d+(?:\.\d+)?[bmk]|r\+?|k\d|instruct|chat|turbo|mini|nano|micro|preview|pro|ultra|flash|lite|large|medium|small|"
        + @"tiny|opus|sonnet|haiku|instant|base|code|coder|math|vl|vision|"
        + "thinking|reasoner|reasoning|distill(?:ed)?|exp|experimental|latest|beta|plus|max|air|omni|oss|model|api|it|hf|sft|dpo|rlhf|gguf|awq|gptq|"
        + "fp8|int4|int8|uncensored|16k|32k|128k|text|bison|"
        + "davinci|gpt|llama|qwen|hermes|high|low|june|march|web|browsing|plugins|interpreter|advanced|premier|nemo|bot|assistant|ai|openai|anthropic|"
        + "google|meta";

    /// <summary>
    /// Whether a whole value is the name of a model. With a slash, what stands before the last one names who publishes it.
    /// </summary>
    /// <param name="value">The value.</param>
    /// <param name="isExpected">Whether the field is for models, so that a family alone and unknown variants count.</param>
    public static bool IsName(string value, bool isExpected)
    {
        var text = value.Trim();
        if (text.Length is 0 or > 120 || text.Contains("://", StringComparison.Ordinal) || text.StartsWith("www.", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var name = text[(text.LastIndexOf('/') + 1)..].ToLowerInvariant();
        return isExpected ? Expected().IsMatch(name) || (!name.Contains(' ', StringComparison.Ordinal) && Typical().IsMatch(name)) : Strict().IsMatch(name);
    }

    /// <summary>A name in lower case, with one sign between its words: <c>gpt4_1106_preview</c> and <c>GPT4-1106-preview</c> are one.</summary>
    public static string Spelled(string name) => name.ToLowerInvariant().Replace('_', '-').Replace('.', '-').Replace(' ', '-');

    /// <summary>Whether a value could be the identifier of something: one word, without white space.</summary>
    public static bool IsIdentifier(string value) => Identifier().IsMatch(value);

    [GeneratedRegex(
        $@"^(?:(?:{Distinct})[\w.:+@-]*(?:[-_ ](?:{Variant}|[(]?\d[\w.-]*[)]?))*)$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Strict();

    [GeneratedRegex(
        $@"^(?:(?:openai|anthropic|google|meta|mistralai|microsoft|amazon|azure|together|bedrock|vertex)[-_:. ])?(?:{Distinct}|(?:{Ambiguous})(?=$|[-_ "
        + $@".:@\d]))[\w.:+@-]*(?:[-_ ](?:{Variant}|[(]?\d[\w.-]*[)]?))*$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000)]
    private static partial Regex Expected();

    /// <summary>Parts that only names of models have: numbers of parameters, ways of training, formats of weights.</summary>
    [GeneratedRegex(
        @"(?:^|[-_./])(?:\d+(?:\.\d+)?b|\d+x\d+b|instruct|chat|[a-z]*gpt\d*|[a-z]*llm|lm|sft|dpo|ppo|orpo|kto|rlhf|q?lora|gguf|awq|gptq|ggml|distill|"
        + @"[a-z]*llama\d*|uncensored)(?:$|[-_.:@/])",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000)]
    private static partial Regex Typical();

    [GeneratedRegex(@"^[\w./:@+-]{2,}$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Identifier();
}
