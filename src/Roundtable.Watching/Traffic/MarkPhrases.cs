using System.Buffers;

namespace Roundtable.Watching.Traffic;

/// <summary>
/// Words by which prompts ask for reasoning or grades, in nine languages, and the form of test items. Anybody may use them: they are evidence beside
/// others only.
/// </summary>
internal static class MarkPhrases
{
    private const StringComparison Folded = StringComparison.OrdinalIgnoreCase;

    private static readonly SearchValues<string> _thinking = SearchValues.Create(
        [
            "internal reasoning", "inner reasoning", "hidden reasoning", "reasoning trace", "thought process", "inner monologue", "chain of thought",
            "chain-of-thought", "<think", "<reasoning>", "complete reasoning", "full reasoning", "entire reasoning", "detailed reasoning",
            "transparent reasoning",
            "think aloud", "think out loud", "thinking out loud", "all your thoughts", "every thought", "reconstruct the reasoning", "articulate the reasoning",
            "all of your reasoning", "all your reasoning", "reasoning behind", "unabridged reasoning", "scratchpad",
            "gedankengang", "denkprozess", "innere überlegung", "vollständige überlegung", "raisonnement interne", "raisonnement complet",
            "processus de pensée",
            "raisonnement détaillé", "razonamiento interno", "razonamiento completo", "proceso de pensamiento", "cadena de pensamiento", "raciocínio interno",
            "raciocínio completo", "processo de pensamento", "ragionamento interno", "ragionamento completo", "внутренние рассуждения", "ход мыслей",
            "полное рассуждение", "ход рассуждений", "цепочку рассуждений", "思维链", "思考过程", "推理过程", "内心独白", "思维过程", "思考の過程", "思考過程", "内部の推論", "推論の過程",
        ],
        Folded);

    private static readonly SearchValues<string> _rubric = SearchValues.Create(
        [
            "rubric", "on a scale of", "on a scale from", "scale from 1", "score from", "score between", "rate the response", "rate the answer", "grade the",
            "grading criteria", "which response is better", "which answer is better", "assign a score", "reward model", "scoring criteria", "award points",
            "bewertungsraster", "auf einer skala", "bewerte die antwort", "grille d'évaluation", "sur une échelle", "rúbrica", "en una escala", "em uma escala",
            "su una scala", "по шкале", "критериям оценки", "评分标准", "打分", "評価基準", "採点",
        ],
        Folded);

    private static readonly SearchValues<string> _steps = SearchValues.Create(
        [
            "step by step", "step-by-step", "show your work", "show your reasoning", "explain your reasoning", "schritt für schritt", "étape par étape",
            "paso a paso", "passo a passo", "шаг за шагом", "一步一步", "逐步", "一歩一歩",
        ],
        Folded);

    private static readonly SearchValues<string> _testItem = SearchValues.Create(
        [
            "multiple choice question", "answer with the letter", "letter of the correct", "answer choices", "correct option", "the answer is (x)",
            "options are:",
            "#### ", "one of the following options", "answer only with", "output only the letter", "last line of your response", "answer: $answer", "\\boxed",
            "reply with the letter", "final line must", "the following multiple choice", "(a), (b)",
        ],
        Folded);

    /// <summary>The marks of a prompt.</summary>
    public static PromptMarks Of(string prompt)
    {
        var text = prompt.AsSpan();
        return If(text.ContainsAny(_thinking), PromptMarks.Thinking) | If(text.ContainsAny(_rubric), PromptMarks.Rubric)
            | If(text.ContainsAny(_steps), PromptMarks.Steps) | If(text.ContainsAny(_testItem) || HasOptions(text), PromptMarks.TestItem);

        static PromptMarks If(bool has, PromptMarks mark) => has ? mark : PromptMarks.None;
    }

    /// <summary>Lines that begin with A to C and a mark after it, in this order.</summary>
    private static bool HasOptions(ReadOnlySpan<char> text)
    {
        var next = 'A';
        foreach (var line in text.EnumerateLines())
        {
            var option = line.Trim().TrimStart('(');
            if (option.Length > 2 && char.ToUpperInvariant(option[0]) == next && option[1] is '.' or ')' or ':' && ++next > 'C')
            {
                return true;
            }
        }

        return false;
    }
}
