using FsCheck;
using FsCheck.Fluent;
using Roundtable.Deliberation.Questions;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Deliberation.Questions;

public sealed class QuestionFitTests
{
    [Theory]
    [InlineData("Should model outputs be fair game for training?")]
    [InlineData("Is Rust worth it?")]
    [InlineData("Do you know which database we should use?")]
    [InlineData("When users leave, should we delete their data?")]
    [InlineData("Given the budget, can we afford it?")]
    [InlineData("We have three teams. Should each keep its own wiki? Why, or why not?")]
    [InlineData("Should we ship it or not?")]
    [InlineData("Should we wait a week or more?")]
    [InlineData("Should anyone who smokes or drinks pay more?")]
    [InlineData("What if we dropped Windows?")]
    [InlineData("Why not drop Windows?")]
    [InlineData("How about a four-day week?")]
    [InlineData("A four-day week is how teams win. Agree?")]
    [InlineData("Rust, which is fast, should be our default?")]
    [InlineData("Shouldn't we ask first?")]
    [InlineData("")]
    [InlineData("???")]
    public void Yes_and_no_may_fit(string text)
    {
        Assert.Null(Warn(text, "Yes", "No"));
    }

    [Theory]
    [InlineData("Which database should we use?", "which", "Should we use <one database>?")]
    [InlineData("**Which database should we use?**", "which", "Should we use <one database>?")]
    [InlineData("Which databases should we use", "which", "Should we use <these databases>?")]
    [InlineData("What should we call the release, and why?", "what", "Should we call the release <one candidate>?")]
    [InlineData("What's the best database?", "what", "Is <one candidate> the best database?")]
    [InlineData("Which database is fastest?", "which", "Is <one database> fastest?")]
    [InlineData("What is the team using?", "what", "Is the team using <one candidate>?")]
    [InlineData("Which database do developers prefer?", "which", "Do developers prefer <one database>?")]
    [InlineData("Who should lead the team?", "who", "Should <one person> lead the team?")]
    [InlineData("Where should we host?", "where", "Should we host in <one place>?")]
    [InlineData("In which region should we host?", "which", "Should we host in <one region>?")]
    [InlineData("When should we launch?", "when", "Should we launch on <one date>?")]
    [InlineData("Why did sales fall?", "why", "Did sales fall because of <one reason>?")]
    [InlineData("How should we price this?", "how", "Should we price this by <one way>?")]
    [InlineData("How many people should we hire?", "how", "Should we hire <a number of> people?")]
    [InlineData("How big should the team be?", "how", "Should the team be <this big>?")]
    [InlineData("Given the budget, which database should we use?", "which", "Should we use <one database>?")]
    [InlineData("We outgrew SQLite 3.5. Which database should we use, do you think?", "which", "Should we use <one database>?")]
    [InlineData("One thing: what do you recommend?", "what", "Do you recommend <one candidate>?")]
    [InlineData("Which database scales best?", "which", "Ask it open, give the candidates as options.")]
    [InlineData("Which database should replace ours?", "which", "Ask it open, give the candidates as options.")]
    [InlineData("Which is better, Rust or Go?", "which", "Give the alternatives as options: \"Rust\", \"Go\".")]
    public void Yes_and_no_cannot_say_which(string text, string asks, string rewrite)
    {
        var warning = Warn(text, "Yes", "No");
        Assert.NotNull(warning);
        Assert.Equal($"The question asks \"{asks}\", which Yes / No cannot answer.", warning.Why);
        Assert.Contains(rewrite, warning.SuggestedRewrite, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Should we use Postgres or MySQL?", "Postgres", "MySQL")]
    [InlineData("Should we use Postgres or SQL Server for billing?", "Postgres", "SQL Server")]
    [InlineData("Should we use Postgres, MySQL, or SQLite?", "Postgres", "MySQL", "SQLite")]
    [InlineData("Should we use Postgres or MySQL or SQLite?", "Postgres", "MySQL", "SQLite")]
    [InlineData("Is Rust or Go better for this?", "Rust", "Go")]
    [InlineData("Should we rewrite the service or keep it?", "rewrite the service", "keep it")]
    [InlineData("Should we wait or should we ship?", "wait", "ship")]
    [InlineData("Should we call it Aurora or Borealis?", "Aurora", "Borealis")]
    [InlineData("Should we host in Frankfurt or Dublin?", "Frankfurt", "Dublin")]
    [InlineData("Is the sky blue or green?", "blue", "green")]
    [InlineData("Postgres or MySQL?", "Postgres", "MySQL")]
    [InlineData("Given the budget, should we hire either Ann or Bob?", "Ann", "Bob")]
    public void Yes_and_no_cannot_choose_between_alternatives(string text, params string[] alternatives)
    {
        var warning = Warn(text, "Yes", "No");
        Assert.NotNull(warning);
        Assert.Contains("alternatives", warning.Why, StringComparison.Ordinal);
        Assert.Equal(alternatives, warning.Alternatives);
    }

    [Theory]
    [InlineData("Yes|No|Maybe", true)]
    [InlineData("yes.|NO|It depends|Don’t know", true)]
    [InlineData("Yes, with limits|No", true)]
    [InlineData("True|False", true)]
    [InlineData("Postgres|MySQL", false)]
    [InlineData("Yes|No|Postgres", false)]
    [InlineData("No change|Postgres", false)]
    public void Only_options_that_say_yes_or_no_are_warned_of(string options, bool warns)
    {
        Assert.Equal(warns, Warn("Which database should we use?", options.Split('|')) is not null);
    }

    [Fact]
    public void Open_questions_fit_themselves()
    {
        Assert.Null(Warn("Which database should we use?"));
    }

    [Fact]
    public void Any_text_can_be_read()
    {
        string[] words = ["which", "what's", "when", "should", "we", "or", "not", "use", "A", ",", "?", ".", ":", "\n\n", "either", "in", "is", "—", "'", "\"", "#"];
        Prop.ForAll(Gen.Elements(words).ListOf().Select(w => string.Join(' ', w)).ToArbitrary(), text =>
        {
            _ = Warn(text, "Yes", "No");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(TestDepth.Of(5000, 100_000)).WithEndSize(60));
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), text => { _ = Warn(text ?? "", "Yes", "No"); }).QuickCheckThrowOnFailure();
    }

    private static FitWarning? Warn(string text, params string[] options) => QuestionFit.Warning(new Question(text, options, []));
}
