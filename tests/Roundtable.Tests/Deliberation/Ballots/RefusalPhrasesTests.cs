using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Questions;

namespace Roundtable.Tests.Deliberation.Ballots;

public sealed class RefusalPhrasesTests
{
    private static readonly BallotForm _form = new(
        new Question("Is it fair?", ["Yes", "No"], []), new Seat(1, "One", new ModelCard("test/one")), 1, 1, false, [0, 1], null, []);

    [Theory]
    [InlineData("en", "I'm sorry, but I can't take part in this.")]
    [InlineData("en", "I appreciate the question, but I don't think it's appropriate for me to take sides on a political matter like this one.")]
    [InlineData("en", "I can’t assist with this request.")]
    [InlineData("en", "I must respectfully say that I will not participate in this vote.")]
    [InlineData("de", "Es tut mir leid, aber dabei kann ich nicht helfen.")]
    [InlineData("fr", "Je suis désolé, mais je ne peux pas vous aider avec cette demande.")]
    [InlineData("es", "Lo siento, pero no puedo ayudarte con eso.")]
    [InlineData("pt", "Desculpe, mas não posso ajudar com isso.")]
    [InlineData("it", "Mi dispiace, ma non posso aiutarti con questa richiesta.")]
    [InlineData("nl", "Het spijt me, maar daar kan ik niet mee helpen.")]
    [InlineData("pl", "Przykro mi, ale nie mogę w tym pomóc.")]
    [InlineData("cs", "Je mi líto, ale s tím vám nemohu pomoci.")]
    [InlineData("sv", "Jag är ledsen, men jag kan inte hjälpa till med det.")]
    [InlineData("ru", "Извините, но я не могу помочь с этим.")]
    [InlineData("uk", "Вибачте, але я не можу допомогти з цим.")]
    [InlineData("tr", "Üzgünüm, bu konuda yardımcı olamam.")]
    [InlineData("ar", "عذرًا، لا أستطيع مساعدتك في ذلك.")]
    [InlineData("hi", "क्षमा करें, मैं इसमें मदद नहीं कर सकता।")]
    [InlineData("id", "Maaf, saya tidak dapat membantu dengan permintaan itu.")]
    [InlineData("vi", "Xin lỗi, tôi không thể giúp với yêu cầu này.")]
    [InlineData("zh", "抱歉，我无法协助处理这个请求。")]
    [InlineData("ja", "申し訳ありませんが、そのご依頼にはお答えできません。")]
    [InlineData("ko", "죄송하지만 그 요청은 도와드릴 수 없습니다.")]
    public void A_refusal_is_recognised_in_its_language(string language, string text)
    {
        Assert.Contains(language, RefusalPhrases.Languages);
        Assert.IsType<Choice.Refusal>(BallotReader.Read(text, _form, refused: false).Choice);
        Assert.IsType<Choice.Refusal>(BallotReader.Read($$"""{"choice":null,"reasoning":"{{text}}"}""", _form, refused: false).Choice);

        // The same words beside a choice are a vote.
        var vote = BallotReader.Read($$"""{"choice":"B","reasoning":"{{text}}"}""", _form, refused: false);
        Assert.Equal(1, Assert.IsType<Choice.Vote>(vote.Choice).Option);
    }

    [Theory]
    [InlineData("en", "I cannot see how anyone could call this fair, so the harm decides it.")]
    [InlineData("en", "I'm not able to find one argument that holds up.")]
    [InlineData("en", "I'm sorry, but I can't agree with the others.")]
    [InlineData("en", "The panel discussed it and mostly agreed.")]
    [InlineData("en", "I vote No. I can't help with the legal side, but the harm decides it.")] // prose that votes is asked for again
    [InlineData("de", "Ich kann nicht erkennen, dass es fair wäre.")]
    [InlineData("de", "Das kann ich leider nicht gutheißen.")]
    [InlineData("fr", "Je ne peux pas croire que ce soit juste.")]
    [InlineData("es", "No puedo aceptar que sea justo.")]
    [InlineData("pt", "Não posso concordar que seja justo.")]
    [InlineData("it", "Non posso credere che sia giusto.")]
    [InlineData("nl", "Ik kan niet inzien waarom dit eerlijk is.")]
    [InlineData("pl", "Nie mogę zgodzić się, że to uczciwe.")]
    [InlineData("cs", "Nemohu souhlasit, že je to spravedlivé.")]
    [InlineData("sv", "Jag kan inte se att det är rättvist.")]
    [InlineData("ru", "Я не могу согласиться, что это честно.")]
    [InlineData("uk", "Я не можу погодитися, що це чесно.")]
    [InlineData("tr", "Bu görüşe katılamam, çünkü adil değil.")]
    [InlineData("ar", "لا أستطيع أن أرى أن هذا عادل.")]
    [InlineData("hi", "मैं यह नहीं मान सकता कि यह उचित है।")]
    [InlineData("id", "Saya tidak dapat melihat bahwa ini adil.")]
    [InlineData("vi", "Tôi không thể thấy điều này công bằng.")]
    [InlineData("zh", "我无法认为这样公平。")]
    [InlineData("ja", "これが公平だとは思えません。この制度では対応できません。")]
    [InlineData("ko", "이것이 공정하다고 볼 수 없습니다.")]
    public void Saying_that_one_cannot_is_no_refusal_by_itself(string language, string text)
    {
        Assert.Contains(language, RefusalPhrases.Languages);
        Assert.IsType<Choice.Unparsed>(BallotReader.Read(text, _form, refused: false).Choice);
    }

    [Fact]
    public void Every_language_of_the_list_has_a_case_and_a_counter_example()
    {
        Assert.True(RefusalPhrases.Languages.Count >= 12);
        foreach (var test in new[] { nameof(A_refusal_is_recognised_in_its_language), nameof(Saying_that_one_cannot_is_no_refusal_by_itself) })
        {
            var tested = GetType().GetMethod(test)!.GetCustomAttributesData().Where(a => a.AttributeType == typeof(InlineDataAttribute))
                .Select(a => (string)((IReadOnlyCollection<System.Reflection.CustomAttributeTypedArgument>)a.ConstructorArguments[0].Value!).First().Value!);
            Assert.Empty(RefusalPhrases.Languages.Except(tested));
        }
    }
}
