namespace Roundtable.Workspace.Sets.Rows;

/// <summary>What a row of a set teaches. A closed hierarchy: the nested types are all there are.</summary>
public abstract record SetContent
{
    private SetContent()
    {
    }

    /// <summary>Every text of the row that was said, in order: what is compared with other rows.</summary>
    public IReadOnlyList<string> Texts
    {
        get
        {
            List<string> texts = [];
            AddTexts(texts);
            return texts;
        }
    }

    /// <summary>The tools that the model may call, whose descriptions are searched and masked like what was said.</summary>
    public IReadOnlyList<SetTool> Tools { get; init; } = [];

    /// <summary>Appends every text that was said, in order.</summary>
    /// <param name="texts">Receives them.</param>
    public abstract void AddTexts(List<string> texts);

    /// <summary>The row with each of its texts replaced, those of its tools among them; the same row where none changes.</summary>
    /// <param name="replace">Gives the text to take the place of one; the same reference where it stays.</param>
    public SetContent With(Func<string, string> replace)
    {
        foreach (var text in Texts.Concat(Tools.SelectMany(t => (string[])[t.Description ?? "", t.Parameters])))
        {
            if (!ReferenceEquals(text, replace(text)))
            {
                return Replaced(replace);
            }
        }

        return this;
    }

    private protected abstract SetContent Replaced(Func<string, string> replace);

    private protected static void AddTexts(List<string> texts, SetMessage message)
    {
        if (message.Thinking is { } thinking)
        {
            texts.Add(thinking);
        }

        texts.Add(message.Text);
        for (var i = 0; i < message.Calls.Count; i++)
        {
            texts.Add(message.Calls[i].Arguments);
        }
    }

    private protected static void AddTexts(List<string> texts, IReadOnlyList<SetMessage> messages)
    {
        for (var i = 0; i < messages.Count; i++)
        {
            AddTexts(texts, messages[i]);
        }
    }

    private protected IReadOnlyList<SetTool> ReplacedTools(Func<string, string> replace) =>
        [.. Tools.Select(t => t with { Description = t.Description is { } said ? replace(said) : null, Parameters = replace(t.Parameters) })];

    private protected static SetMessage Replaced(SetMessage message, Func<string, string> replace) => message with
    {
        Text = replace(message.Text),
        Thinking = message.Thinking is { } thinking ? replace(thinking) : null,
        Calls = [.. message.Calls.Select(c => c with { Arguments = replace(c.Arguments) })],
    };

    /// <summary>A dialogue and the answer to it.</summary>
    /// <param name="Prompt">The dialogue; its last message is not the model's.</param>
    /// <param name="Answer">The answer.</param>
    public sealed record Answered(IReadOnlyList<SetMessage> Prompt, SetMessage Answer) : SetContent
    {
        /// <summary>Whether the answer is a good one; null where nobody judged it.</summary>
        public bool? IsGood { get; init; }

        /// <inheritdoc/>
        public override void AddTexts(List<string> texts)
        {
            AddTexts(texts, Prompt);
            AddTexts(texts, Answer);
        }

        private protected override SetContent Replaced(Func<string, string> replace) =>
            this with { Prompt = [.. Prompt.Select(m => Replaced(m, replace))], Answer = Replaced(Answer, replace), Tools = ReplacedTools(replace) };
    }

    /// <summary>Two answers to one dialogue, of which one is better.</summary>
    /// <param name="Prompt">The dialogue; its last message is not the model's.</param>
    /// <param name="Chosen">The better answer.</param>
    /// <param name="Rejected">The other one.</param>
    public sealed record Preferred(IReadOnlyList<SetMessage> Prompt, SetMessage Chosen, SetMessage Rejected) : SetContent
    {
        /// <inheritdoc/>
        public override void AddTexts(List<string> texts)
        {
            AddTexts(texts, Prompt);
            AddTexts(texts, Chosen);
            AddTexts(texts, Rejected);
        }

        private protected override SetContent Replaced(Func<string, string> replace) => this with
        {
            Prompt = [.. Prompt.Select(m => Replaced(m, replace))],
            Chosen = Replaced(Chosen, replace),
            Rejected = Replaced(Rejected, replace),
            Tools = ReplacedTools(replace),
        };
    }

    /// <summary>A question and the steps to its answer, each right or wrong.</summary>
    /// <param name="Prompt">The question.</param>
    /// <param name="Steps">The steps, at least one.</param>
    /// <param name="Labels">Whether each is right; as many as there are steps.</param>
    public sealed record Stepwise(string Prompt, IReadOnlyList<string> Steps, IReadOnlyList<bool> Labels) : SetContent
    {
        /// <inheritdoc/>
        public override void AddTexts(List<string> texts)
        {
            texts.Add(Prompt);
            texts.AddRange(Steps);
        }

        private protected override SetContent Replaced(Func<string, string> replace) =>
            this with { Prompt = replace(Prompt), Steps = [.. Steps.Select(replace)] };
    }

    /// <summary>A text by itself.</summary>
    /// <param name="Text">The text.</param>
    public sealed record Written(string Text) : SetContent
    {
        /// <inheritdoc/>
        public override void AddTexts(List<string> texts) => texts.Add(Text);

        private protected override SetContent Replaced(Func<string, string> replace) => new Written(replace(Text));
    }
}
