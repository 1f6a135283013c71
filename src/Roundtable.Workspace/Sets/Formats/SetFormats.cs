using Roundtable.Workspace.Sets.Rows;

namespace Roundtable.Workspace.Sets.Formats;

/// <summary>What the formats are.</summary>
public static class SetFormats
{
    /// <summary>What a row of a format teaches.</summary>
    public static SetShape Shape(SetFormat format) => format switch
    {
        SetFormat.TrlLanguageModeling => SetShape.Text,
        SetFormat.TrlPromptOnly => SetShape.Prompt,
        SetFormat.TrlPreference or SetFormat.OpenaiPreference or SetFormat.LlamaFactoryPreference or SetFormat.AxolotlPreference => SetShape.Preference,
        SetFormat.TrlUnpairedPreference or SetFormat.LlamaFactoryKto => SetShape.Judgement,
        SetFormat.TrlStepwise => SetShape.Steps,
        _ => SetShape.Answer,
    };

    /// <summary>Whether a format can be written as plain texts instead of dialogues (<c>--standard</c>).</summary>
    public static bool HasStandard(SetFormat format) => format <= SetFormat.TrlUnpairedPreference;

    /// <summary>Whether thinking has a place in a format: within the text, between the marks that open models use.</summary>
    public static bool TakesThinking(SetFormat format) => format is not (SetFormat.Openai or SetFormat.OpenaiPreference or SetFormat.Anthropic);

    /// <summary>Whether all rows of a format have the same members with the same types, so that they are a table.</summary>
    public static bool IsTable(SetFormat format) => format is not (SetFormat.Openai or SetFormat.OpenaiPreference or SetFormat.Anthropic);

    /// <summary>What a row comes to in a shape: itself, two judged answers of a pair, or nothing where the row does not teach that.</summary>
    public static SetContent[] Fit(SetContent content, SetShape shape) => (shape, content) switch
    {
        (SetShape.Text, SetContent.Written or SetContent.Answered { IsGood: not false }) => [content],
        (SetShape.Prompt, SetContent.Answered or SetContent.Preferred) => [content],
        (SetShape.Answer, SetContent.Answered { IsGood: not false }) => [content],
        (SetShape.Judgement, SetContent.Answered { IsGood: not null }) => [content],
        (SetShape.Judgement, SetContent.Preferred pair) =>
        [
            new SetContent.Answered(pair.Prompt, pair.Chosen) { Tools = pair.Tools, IsGood = true },
            new SetContent.Answered(pair.Prompt, pair.Rejected) { Tools = pair.Tools, IsGood = false },
        ],
        (SetShape.Preference, SetContent.Preferred) => [content],
        (SetShape.Steps, SetContent.Stepwise) => [content],
        _ => [],
    };

    /// <summary>Writes the rows of a format.</summary>
    /// <param name="format">The format.</param>
    /// <param name="isStandard">Whether as plain texts instead of dialogues.</param>
    /// <param name="traits">What there is among all rows of the set.</param>
    internal static SetFormatter Formatter(SetFormat format, bool isStandard, SetTraits traits) => format switch
    {
        SetFormat.Openai or SetFormat.OpenaiPreference => new OpenAIFormatter(format),
        SetFormat.Anthropic => new AnthropicFormatter(),
        SetFormat.Alpaca => new AlpacaFormatter(traits),
        SetFormat.Sharegpt or SetFormat.LlamaFactory or SetFormat.LlamaFactoryPreference or SetFormat.LlamaFactoryKto =>
            new ShareGptFormatter(format, traits),
        SetFormat.Axolotl or SetFormat.AxolotlPreference => new AxolotlFormatter(format, traits),
        _ when isStandard || format == SetFormat.TrlStepwise => new StandardFormatter(format),
        _ => new TrlFormatter(format, traits),
    };
}
