using System.Collections.Frozen;

namespace Roundtable.Corpus.Shapes;

/// <summary>Field names that public datasets use.</summary>
internal static class FieldNames
{
    public static FrozenSet<string> Conversations { get; } =
        Names("messages conversations conversation dialogue dialog turns chat history contents chat_messages");

    public static FrozenSet<string> Prompts { get; } = Names(
        "instruction instructions prompt prompts question questions query problem user human inputs task goal request user_prompt premise");

    public static FrozenSet<string> Contexts { get; } =
        Names("input context passage documents document article background tools functions evidence references");

    public static FrozenSet<string> Systems { get; } = Names("system system_prompt systeminstruction system_instruction system_message");

    public static FrozenSet<string> Responses { get; } = Names(
        "output response completion answer answers reply target targets demonstration solution generation generated_text model_answer assistant outputs "
        + "responses ground_truth gold reference human_answers chatgpt_answers completions generations choices candidates correct_answers highlights "
        + "modeloutput result samples predictions prediction correct_answer incorrect_answers thinking reasoning "
        + "reasoning_content reasoning_trace thought rationale chain_of_thought cot scratchpad");

    public static FrozenSet<string> Chosen { get; } = Names("chosen preferred_output preferred accepted chosen_response");

    public static FrozenSet<string> Rejected { get; } = Names("rejected non_preferred_output dispreferred_output dispreferred rejected_response");

    public static FrozenSet<string> Texts { get; } = Names("text content body raw_content markdown code article document passage story abstract translation");

    /// <summary>Names that say nothing of their own: such a text has the role of the field in which it stands.</summary>
    public static FrozenSet<string> Generic { get; } = Names("text content value parts body message data string reasoning_content thinking");

    /// <summary>Fields that state a row's provenance.</summary>
    public static FrozenSet<string> Declarations { get; } = Names(
        "model model_name model_id model_slug modelversion modelid models generator generated_by generator_model engine teacher teacher_model source origin "
        + "provenance license licence author annotator annotators synthetic is_synthetic is_generated generated human is_human dataset dataset_name created_by "
        + "label_source written_by pile_set_name generation_model response_model responses_model completion_model model_used models_used synthesizer "
        + "chosen_model rejected_model answer_model output_model model_a model_b llm llm_name llm_model ai_model gen_model chosen_by rejected_by "
        + "conversation_model assistant_model candidate_models ai_generated is_ai is_ai_generated machine_generated llm_generated human_written "
        + "is_human_written");

    /// <summary>Objects that describe a row or a part of it.</summary>
    public static FrozenSet<string> Descriptions { get; } = Names("meta metadata provenance info source_info extra_info model generator");

    /// <summary>
    /// The last words of names whose values are never text: identifiers, addresses, hashes, dates, and words that classify a row.
    /// </summary>
    public static FrozenSet<string> NeverText { get; } = Names(
        "id ids uuid guid hash sha sha1 sha256 md5 digest url urls uri link links href path paths file files filename filenames filepath date datetime time "
        + "timestamp created updated lang language languages locale index idx score scores rating ratings rank ranks count counts len length size tokens type "
        + "types category categories split version key keys status state format topic topics domain domains tag tags label labels email phone ip host hostname "
        + "checksum fingerprint signature slug mimetype mime code_language role from sender object finish reason");

    /// <summary>Members whose name starts an object with the rows of the file in a list.</summary>
    public static FrozenSet<string> Wrappers { get; } =
        Names("data rows instances examples items records samples results entries dataset documents articles annotations docs train test validation");

    /// <summary>Names of the splits of a dataset: where one stands, others may.</summary>
    public static FrozenSet<string> Splits { get; } =
        Names("train training test testing validation valid val dev development eval evaluation train_sft test_sft train_prefs test_prefs heldout unlabeled");

    /// <summary>The fields by which a file of a run's labels is known; docs/formats/labels.md.</summary>
    public static IReadOnlyList<string> Labels { get; } = ["label", "label_source", "probability"];

    /// <summary>The digest of a labelled text, which stands for it where the file does not contain the text.</summary>
    public const string LabelledDigest = "digest";

    private static FrozenSet<string> Names(string names) => names.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
