using System.Collections.Frozen;

namespace Roundtable.Corpus.Shapes;

/// <summary>Field names that public datasets use.</summary>
internal static class FieldNames
{
    public static FrozenSet<string> Conversations { get; } = Names("messages conversations conversation dialogue dialog turns chat");

    public static FrozenSet<string> Prompts { get; } =
        Names("instruction instructions prompt question query problem user human inputs task goal request user_prompt");

    public static FrozenSet<string> Contexts { get; } = Names("input context passage document documents article background");

    public static FrozenSet<string> Systems { get; } = Names("system system_prompt");

    public static FrozenSet<string> Responses { get; } = Names(
        "output response completion answer answers reply target targets demonstration solution generation generated_text model_answer assistant outputs "
        + "responses ground_truth gold reference human_answers chatgpt_answers");

    public static FrozenSet<string> Texts { get; } = Names("text content body raw_content markdown code article document passage story abstract");

    /// <summary>Fields that state a row's provenance, at the top level or nested in a field of <see cref="Descriptions"/>.</summary>
    public static FrozenSet<string> Declarations { get; } = Names(
        "model model_name model_id models generator generated_by generator_model engine teacher teacher_model source origin provenance license licence author "
        + "annotator annotators synthetic is_synthetic is_generated generated human is_human dataset dataset_name created_by label_source written_by pile_set_name "
        + "generation_model response_model responses_model completion_model model_used models_used synthesizer chosen_model rejected_model answer_model output_model "
        + "model_a model_b llm llm_name llm_model ai_model gen_model chosen_by rejected_by conversation_model assistant_model candidate_models "
        + "ai_generated is_ai is_ai_generated machine_generated llm_generated human_written is_human_written");

    public static FrozenSet<string> Descriptions { get; } = Names("meta metadata provenance info source_info");

    /// <summary>The fields by which a file of a run's labels is known; docs/formats/labels.md.</summary>
    public static IReadOnlyList<string> Labels { get; } = ["label", "label_source", "probability"];

    /// <summary>The digest of a labelled text, which stands for it where the file does not contain the text.</summary>
    public const string LabelledDigest = "digest";

    private static FrozenSet<string> Names(string names) => names.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
