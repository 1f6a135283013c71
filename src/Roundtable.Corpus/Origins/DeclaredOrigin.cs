using System.Text.RegularExpressions;

namespace Roundtable.Corpus.Origins;

/// <summary>
/// The origin that the whole of a value states: <c>human experts</c>, <c>synthetic, by gpt-4</c>, <c>Wikipedia (en)</c>, <c>TinyStories</c>. A value with any
/// other word in it states none: neither <c>Human Rights Watch</c> nor <c>not generated</c> says who wrote a text.
/// </summary>
internal static partial class DeclaredOrigin
{
    private static readonly HashSet<string> _human = Set(
        "human|humans|people|person|handwritten|hand-written|human-written|human_written|human-generated|human_generated|manual|manually|"
        + "manually-written|crowdsourced|crowd-sourced|crowdworker|"
        + "crowdworkers|crowd|mturk|expert|experts|expert-generated|annotator|annotators|wikipedia|wikibooks|wikinews|wikihow|stackexchange|"
        + "stackoverflow|stack-exchange|stack-overflow|reddit|gutenberg|newspaper|"
        + "newspapers|pg19|bookcorpus|no_robots|no-robots|dolly-15k|databricks-dolly-15k|oasst1|oasst2|lima");

    private static readonly HashSet<string> _synthetic = Set(
        "synthetic|synthesized|synthesised|synthetically|ai|llm|llms|machine-generated|machine_generated|ai-generated|ai_generated|model-generated|"
        + "model_generated|llm-generated|llm_generated|bot|chatbot|"
        + "evol-instruct|evol_instruct|evol-instruct-70k|self-instruct|self_instruct|selfinstruct|magpie|magpie-pro|gpteacher|gpt4all|gpt-4all|"
        + "wizardlm|ultrachat|ultrachat_200k|ultrafeedback|cosmopedia|"
        + "tinystories|tiny-stories|openhermes|openhermes-2.5|openorca|open-orca|slimorca|slim-orca|airoboros|unnatural-instructions|"
        + "unnatural_instructions|metamath|metamathqa|codealpaca|code-alpaca|"
        + "alpaca-gpt4|alpaca_gpt4|alpaca_data|stanford_alpaca|baize|camel-ai|camelai|lamini|open-platypus|glaive|tulu-3-sft-personas|"
        + "persona-hub|personahub|orca-math|orca_math|smoltalk|openthoughts");

    private static readonly HashSet<string> _neutral = Set(
        "by|with|using|from|of|the|a|an|and|via|through|in|on|only|fully|generated|written|created|made|produced|output|outputs|response|responses|"
        + "answer|answers|text|texts|data|dataset|corpus|dump|dumps|"
        + "snapshot|article|articles|abstracts|en|de|fr|es|it|pt|nl|ru|zh|ja|ko|ar|english|german|french|spanish|chinese|simple|train|test|split|"
        + "amazon|mechanical|turk|api|model|models|worker|workers|labeler|labelers|domain|"
        + "writers|authors|volunteers|native|speakers|project|com|org|editors|professional|paid|annotated|curated|questions|comments|posts|"
        + "samples|examples|conversations");

    /// <summary>The origin that a value states; unknown where it states none, or several.</summary>
    /// <param name="value">The value.</param>
    /// <param name="model">The model that it names, where a whole part of it is a model's name.</param>
    public static Origin Of(string value, out string? model)
    {
        model = null;
        if (ModelNames.IsName(value, isExpected: false))
        {
            model = value.Trim();
            return Origin.Synthetic;
        }

        var (human, synthetic, generated) = (false, false, false);
        foreach (var word in Separators().Split(value.ToLowerInvariant()).Where(w => w.Length > 0))
        {
            if (_human.Contains(word))
            {
                human = true;
            }
            else if (_synthetic.Contains(word))
            {
                synthetic = true;
            }
            else if (ModelNames.IsName(word, isExpected: false))
            {
                (synthetic, model) = (true, word);
            }
            else if (!_neutral.Contains(word) && !Number().IsMatch(word))
            {
                model = null;
                return Origin.Unknown;
            }

            generated |= word == "generated";
        }

        return (human, synthetic || (generated && !human)) switch
        {
            (true, false) => Origin.Human,
            (false, true) => Origin.Synthetic,
            _ => Origin.Unknown,
        };
    }

    private static HashSet<string> Set(string words) => new(words.Split('|'), StringComparer.Ordinal);

    [GeneratedRegex(@"[\s,;()/\[\]""'+]+|[.:]+(?:\s|$)|\.(?=com|org)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Separators();

    [GeneratedRegex(@"^v?\d[\d.-]*k?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Number();
}
