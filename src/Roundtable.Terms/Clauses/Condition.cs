namespace Roundtable.Terms.Clauses;

/// <summary>A condition to meet for a use to be allowed. A closed hierarchy: the nested types are all there are.</summary>
public abstract record Condition
{
    private Condition()
    {
    }

    /// <summary>The condition as an instruction, without a full stop: <c>begin its name with "Llama"</c>.</summary>
    public abstract string Instruction { get; }

    /// <summary>Its key in a terms document.</summary>
    public string Key => Named;

    /// <summary>Its value in a terms document.</summary>
    public abstract string Value { get; }

    // Closes the hierarchy: a record could otherwise be derived from through its copy constructor.
    private protected abstract string Named { get; }

    /// <summary>Credit is given in a certain form.</summary>
    /// <param name="Text">The words to show, or whom to credit.</param>
    public sealed record Attribution(string Text) : Condition
    {
        /// <inheritdoc/>
        public override string Instruction => $"give the credit: {Text}";

        /// <inheritdoc/>
        public override string Value => Text;

        private protected override string Named => "attribution";
    }

    /// <summary>The name of derived work begins with a prefix.</summary>
    /// <param name="Prefix">The prefix.</param>
    public sealed record NamePrefix(string Prefix) : Condition
    {
        /// <inheritdoc/>
        public override string Instruction => $"begin the name of what is made with \"{Prefix}\"";

        /// <inheritdoc/>
        public override string Value => Prefix;

        private protected override string Named => "name-prefix";
    }

    /// <summary>The user of the content has at most so many users of its own.</summary>
    /// <param name="Monthly">Monthly active users, at least 1.</param>
    public sealed record UsersAtMost(long Monthly) : Condition
    {
        /// <inheritdoc/>
        public override string Instruction => FormattableString.Invariant($"serve at most {Monthly:N0} users a month, or ask for a licence of your own");

        /// <inheritdoc/>
        public override string Value => FormattableString.Invariant($"{Monthly}");

        private protected override string Named => "users-at-most";
    }

    /// <summary>The user of the content has at most this revenue.</summary>
    /// <param name="Yearly">US dollars a year, at least 1.</param>
    public sealed record RevenueAtMost(long Yearly) : Condition
    {
        /// <inheritdoc/>
        public override string Instruction =>
            FormattableString.Invariant($"have a revenue of at most {Yearly:N0} US dollars a year, or ask for a licence of your own");

        /// <inheritdoc/>
        public override string Value => FormattableString.Invariant($"{Yearly}");

        private protected override string Named => "revenue-at-most";
    }

    /// <summary>Derived work is distributed under the same licence.</summary>
    /// <param name="Licence">The licence.</param>
    public sealed record ShareAlike(string Licence) : Condition
    {
        /// <inheritdoc/>
        public override string Instruction => $"hand on what is made of it under {Licence}";

        /// <inheritdoc/>
        public override string Value => Licence;

        private protected override string Named => "share-alike";
    }

    /// <summary>It is used for one purpose only.</summary>
    /// <param name="Purpose">The purpose, as in <c>non-commercial purposes</c>.</param>
    public sealed record OnlyFor(string Purpose) : Condition
    {
        /// <inheritdoc/>
        public override string Instruction => $"use it for {Purpose} only";

        /// <inheritdoc/>
        public override string Value => Purpose;

        private protected override string Named => "only-for";
    }

    /// <summary>It is not used for a purpose.</summary>
    /// <param name="Purpose">What it is not used for.</param>
    public sealed record NotFor(string Purpose) : Condition
    {
        /// <inheritdoc/>
        public override string Instruction => $"do not use it for {Purpose}";

        /// <inheritdoc/>
        public override string Value => Purpose;

        private protected override string Named => "not-for";
    }

    /// <summary>The user of the content is not in a region.</summary>
    /// <param name="Region">An ISO 3166-1 code of two letters, or <c>EU</c>.</param>
    public sealed record NotIn(string Region) : Condition
    {
        /// <inheritdoc/>
        public override string Instruction => $"do not use it from {Region}";

        /// <inheritdoc/>
        public override string Value => Region;

        private protected override string Named => "not-in";
    }

    /// <summary>The user of the content is not a certain organisation.</summary>
    /// <param name="Organisation">Its name.</param>
    public sealed record NotBy(string Organisation) : Condition
    {
        /// <inheritdoc/>
        public override string Instruction => $"do not use it as {Organisation}";

        /// <inheritdoc/>
        public override string Value => Organisation;

        private protected override string Named => "not-by";
    }

    /// <summary>Nobody in a region is served with the content.</summary>
    /// <param name="Region">An ISO 3166-1 code of two letters, or <c>EU</c>.</param>
    public sealed record NotServedIn(string Region) : Condition
    {
        /// <inheritdoc/>
        public override string Instruction => $"serve nobody in {Region} with it";

        /// <inheritdoc/>
        public override string Value => Region;

        private protected override string Named => "not-served-in";
    }

    /// <summary>A certain organisation is not served with the content.</summary>
    /// <param name="Organisation">Its name.</param>
    public sealed record NotServing(string Organisation) : Condition
    {
        /// <inheritdoc/>
        public override string Instruction => $"do not serve {Organisation} with it";

        /// <inheritdoc/>
        public override string Value => Organisation;

        private protected override string Named => "not-serving";
    }

    /// <summary>Any other obligation: a notice, a record, a request.</summary>
    /// <param name="Text">What, as an instruction.</param>
    public sealed record Notice(string Text) : Condition
    {
        /// <inheritdoc/>
        public override string Instruction => Text;

        /// <inheritdoc/>
        public override string Value => Text;

        private protected override string Named => "notice";
    }
}
