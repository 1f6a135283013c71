using Roundtable.Deliberation.Sessions;
using Roundtable.Tests.Samples;
using Roundtable.Web.Sharing;
using SkiaSharp;

namespace Roundtable.Tests.Web.Sharing;

public sealed class ResultPictureTests
{
    private const int QuestionTop = 30;
    private const int QuestionBottom = 100;

    [Theory]
    [InlineData("Should model outputs be fair game for training?")]
    [InlineData("Дозволено ли обучение на ответах?")]
    [InlineData("Επιτρέπεται η εκπαίδευση;")]
    [InlineData("Is it so\uFFFE?")]
    [InlineData("模型输出可以用于训练吗？")]
    [InlineData("モデルの出力を訓練に使ってよいか。")]
    [InlineData("모델 출력을 학습에 써도 됩니까?")]
    public void The_question_is_shown_in_its_script(string question)
    {
        var (ink, whole) = Drawn(SampleSessions.ClosedDebate() with { Question = new(question, ["Yes", "No"], []) });
        Assert.True(ink > 500);
        Assert.True(whole > 10_000);
    }

    [Theory]
    [InlineData("هل يجوز التدريب على المخرجات؟", "نعم", "Arabic")]
    [InlineData("האם מותר להתאמן על פלטים?", "כן", "Hebrew")]
    [InlineData("क्या यह उचित है?", "हाँ", "Devanagari")]
    [InlineData("ควรสอนสถิติก่อนหรือไม่", "ใช่", "Thai")]
    public void Where_letters_have_to_be_shaped_none_is_drawn_and_the_kind_of_question_and_its_script_are_said(string question, string other, string script)
    {
        Assert.Equal(script, ScriptNames.Of(question));
        Assert.Null(PictureFonts.Shown(question));
        Session Asked(string text) => SampleSessions.ClosedDebate() with { Question = new(text, ["Yes", "No"], []) };
        var kind = $"A question with 2 options in the {script} script, for a panel of {Asked(question).Panel.Count}";

        // The same picture whatever the letters are, and the same as that of a question which says so in English.
        var drawn = ResultPicture.Png(Asked(question));
        Assert.Equal(drawn, ResultPicture.Png(Asked(other)));
        Assert.Equal(drawn, ResultPicture.Png(Asked(kind)));
        Assert.True(Drawn(Asked(question)).Question > 500);
    }

    [Fact]
    public void Symbols_without_a_glyph_are_left_out_and_letters_without_one_leave_out_the_text()
    {
        Assert.Equal("Should we? Yes", PictureFonts.Shown("Should we? \U0001F642 \t Yes"));
        Assert.Null(PictureFonts.Shown("Should we \U00013000?")); // a hieroglyph
        Assert.Equal("é", PictureFonts.Shown("e\u0301"));
    }

    [Fact]
    public void A_long_question_is_cut_at_three_lines_with_an_ellipsis()
    {
        var lines = PictureText.Lines(string.Join(' ', Enumerable.Repeat("consideration", 60)), 44, 1080, 3);
        Assert.Equal(3, lines.Count);
        Assert.EndsWith("…", lines[2], StringComparison.Ordinal);
        Assert.All(lines, l => Assert.True(PictureText.Width(l, 44) <= 1080));
        var unbroken = PictureText.Lines(string.Concat(Enumerable.Repeat("模型", 100)), 44, 1080, 3);
        Assert.Equal(3, unbroken.Count);
        Assert.All(unbroken, l => Assert.True(PictureText.Width(l, 44) <= 1080));
    }

    private static (int Question, int Whole) Drawn(Session session)
    {
        using var bitmap = SKBitmap.Decode(ResultPicture.Png(session));
        Assert.Equal((ResultPicture.Width, ResultPicture.Height), (bitmap.Width, bitmap.Height));
        var paper = bitmap.GetPixel(2, bitmap.Height - 2);
        var (question, whole) = (0, 0);
        for (var y = 0; y < bitmap.Height; y++)
        {
            for (var x = 0; x < bitmap.Width; x++)
            {
                var drawn = bitmap.GetPixel(x, y) != paper ? 1 : 0;
                whole += drawn;
                question += y is > QuestionTop and < QuestionBottom ? drawn : 0;
            }
        }

        return (question, whole);
    }
}
