namespace Roundtable.Workspace.Sets.Formats;

/// <summary>The format of a set's rows: that of a program that trains, or of a provider's fine-tuning. In kebab-case: <c>trl-preference</c>.</summary>
public enum SetFormat
{
    /// <summary>TRL, language modelling: <c>messages</c>, or <c>text</c>.</summary>
    TrlLanguageModeling,

    /// <summary>TRL, prompts without answers.</summary>
    TrlPromptOnly,

    /// <summary>TRL, <c>prompt</c> and <c>completion</c>.</summary>
    TrlPromptCompletion,

    /// <summary>TRL, <c>prompt</c>, <c>chosen</c> and <c>rejected</c>.</summary>
    TrlPreference,

    /// <summary>TRL, <c>prompt</c>, <c>completion</c> and <c>label</c>.</summary>
    TrlUnpairedPreference,

    /// <summary>TRL, <c>prompt</c>, <c>completions</c> and <c>labels</c>.</summary>
    TrlStepwise,

    /// <summary>OpenAI's supervised fine-tuning.</summary>
    Openai,

    /// <summary>OpenAI's direct preference optimisation.</summary>
    OpenaiPreference,

    /// <summary>Fine-tuning of Anthropic's models, as Amazon Bedrock takes it.</summary>
    Anthropic,

    /// <summary>ShareGPT: <c>conversations</c> of <c>from</c> and <c>value</c>.</summary>
    Sharegpt,

    /// <summary>Alpaca: <c>instruction</c>, <c>input</c>, <c>output</c>.</summary>
    Alpaca,

    /// <summary>LLaMA-Factory, supervised: ShareGPT with its <c>dataset_info.json</c>.</summary>
    LlamaFactory,

    /// <summary>LLaMA-Factory, preference.</summary>
    LlamaFactoryPreference,

    /// <summary>LLaMA-Factory, single answers judged good or bad (KTO).</summary>
    LlamaFactoryKto,

    /// <summary>Axolotl, <c>chat_template</c>.</summary>
    Axolotl,

    /// <summary>Axolotl, <c>chat_template.default</c> for preferences.</summary>
    AxolotlPreference,
}

/// <summary>What a row of a format teaches.</summary>
public enum SetShape
{
    /// <summary>A text, or a dialogue as a whole.</summary>
    Text,

    /// <summary>A dialogue without its answer.</summary>
    Prompt,

    /// <summary>A dialogue and its answer.</summary>
    Answer,

    /// <summary>An answer that is good or bad.</summary>
    Judgement,

    /// <summary>Of two answers the better one.</summary>
    Preference,

    /// <summary>Which steps of an answer are right.</summary>
    Steps,
}
