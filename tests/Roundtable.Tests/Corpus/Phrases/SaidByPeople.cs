namespace Roundtable.Tests.Corpus.Phrases;

/// <summary>Texts written for this purpose by people who sound like models, or speak of them.</summary>
internal static class SaidByPeople
{
    public static string[] All { get; } =
        """
        A man at the door said, "I am ChatGPT, ask me anything," and everyone laughed.
        You are ChatGPT, a large language model trained by OpenAI. Answer as concisely as possible.
        GPT-4 is a large language model created by OpenAI and released in 2023.
        ChatGPT replied that as an AI language model it could not take sides.
        Mr. Claude Monet was born in Paris. I am Claude, his neighbour.
        I'm Claude, I live in Lyon and I work as a nurse.
        Hello, I'm Claude from accounting.
        I am Gemini and my partner is a Leo.
        My name is Nova, I am a software engineer at Amazon.
        I'm Phi Nguyen, an AI engineer at Microsoft.
        I am Ernie, created by a small toy company in Ohio.
        I am an AI safety researcher and I don't have a PhD.
        I am an artificial intelligence student at MIT, class of 2027.
        I'm an AI engineer, so I can't comment on the law.
        As an AI engineer, I don't trust benchmarks.
        As an AI researcher, I have worked on language models for ten years.
        As an AI model trainer, I label answers all day.
        As a language model researcher, I read many papers.
        I am not an AI language model, I am a person typing this.
        Do you think I am an AI? I am not.
        He thinks I'm an AI language model, which is ridiculous.
        If I were an AI language model, I would say no.
        Everyone on the forum accused me of being an AI language model.
        We tested whether the model says "I am a large language model trained by OpenAI" in Spanish.
        I was trained by Google in ads before I left for a start-up.
        I was hired and trained by Microsoft, then moved to Seattle.
        I was created by God, and I believe that.
        I built an AI assistant that answers questions about my garden.
        My startup trains a language model on legal texts.
        I am working on a large language model for Finnish.
        I use ChatGPT as an AI assistant, and I like it.
        Use ChatGPT as a language model and I will show you how to fine-tune it.
        I work with Mistral AI and Cohere as an adviser.
        The string `<|im_start|>assistant` marks the beginning of the answer.
        Set the chat template to "<|im_start|>assistant\n" before generation.
        I'm sorry, but I can't help with that, the shop closes at six.
        Is there anything else I can help you with today?
        I do not have feelings for him any more.
        I have no personal opinion on the matter, said the mayor.
        The chatbot wrote: I am Claude, made by Anthropic.
        In the novel, the computer says: I am an artificial intelligence and I do not sleep.
        "As an AI language model," the email began, and the lawyer knew at once who had written it.
        The review ends with 'As an AI language model, I have not used this product', which is telling.
        She starred as an AI in the film, and I loved it.
        I'm a robot, beep boop, said my brother in the cardboard box.
        I am Siri's biggest critic.
        I am Bard College class of 2011.
        I am Mistral, a sailing boat from Marseille, says the plate on the bow.
        I'm Alexa, a nurse from Ohio.
        I'm Leo, a developer who builds AI assistants.
        I am Pi Patel, and this is my story.
        I am Dolly, a country singer.
        I am Titan, the largest moon of Saturn, reads the poster.
        As an AI, Asif Iqbal, I sign my letters with two initials.
        In French, AI is written IA.
        Is this written by ChatGPT? "I'm an AI language model" gave it away.
        Prompt: You are Claude, an AI assistant made by Anthropic. Be brief.
        System: You are a helpful AI assistant. I want you to act as an AI language model that translates.
        I want you to act as an AI assistant. I will give you sentences.
        Our company sells virtual assistants; I am a virtual assistant myself and I type 90 words a minute.
        我是人工智能专业的学生，今年大三。
        我是一名研究大语言模型的博士生。
        我是百度的工程师，负责搜索。
        我是在阿里云做语言模型的产品经理。
        作为人工智能研究者，我认为监管是必要的。
        作为AI助手的开发者，我每天都要看日志。
        他问：“你是谁？”它答：“我是ChatGPT，由OpenAI训练的语言模型。”
        我觉得作为一个语言模型，GPT-4已经很强了。
        Soy investigadora de inteligencia artificial en Madrid.
        Soy Claude, el hermano de Pierre.
        El chatbot contestó: «Soy un modelo de lenguaje y no tengo opiniones».
        Como modelo de lenguaje, GPT-4 supera a sus predecesores.
        Trabajo como ingeniero de inteligencia artificial y no tengo tiempo.
        Je suis Claude, né à Lyon en 1954.
        Je suis chercheur en intelligence artificielle.
        Je m'appelle Claude et je suis boulanger.
        En tant que chercheur en intelligence artificielle, je n'ai pas de réponse.
        En tant que modèle de langage, GPT-4 est remarquable.
        Ich bin KI-Forscher in München und habe zwei Kinder.
        Als KI-Entwickler habe ich viel mit Sprachmodellen zu tun.
        Als Sprachmodell ist GPT-4 beeindruckend.
        Ich bin Claude, Bäcker aus Straßburg.
        Sou engenheiro de inteligência artificial no Recife.
        Como modelo de linguagem, o GPT-4 é caro.
        Я работаю в Яндексе и изучаю языковые модели.
        Как языковая модель, GPT-4 превосходит GPT-3.
        Я исследователь искусственного интеллекта.
        私は人工知能の研究者です。
        私はAIエンジニアとして働いています。
        GPT-4は大規模言語モデルとして知られています。
        저는 인공지능을 연구하는 학생입니다.
        저는 네이버에서 일하는 개발자입니다.
        GPT-4는 언어 모델로서 뛰어난 성능을 보인다.
        Sono un ricercatore di intelligenza artificiale a Torino.
        Sono Claude, il fratello di Anna.
        Ik ben AI-onderzoeker in Delft.
        Als taalmodel is GPT-4 indrukwekkend.
        أنا باحث في الذكاء الاصطناعي في القاهرة.
        يعمل كباحث في الذكاء الاصطناعي ولا يملك سيارة.
        I was talking to ChatGPT, and it said yes.
        This is ChatGPT, a large language model made by OpenAI.
        An app known as ChatGPT, made by OpenAI, changed my class.
        As ChatGPT becomes popular, I worry about my students.
        As ChatGPT users, we pay every month and I regret it.
        You are chatting with Claude, an AI assistant made by Anthropic, says the box at the top.
        I told my boss that I am an AI engineer, not a prompt writer.
        I am a huge fan of large language models.
        I was developed by nobody but my parents.
        My name is Claude and I have worked at Anthropic's caterer since May.
        Customer: Are you a bot? Agent: No, my name is Maria and I am a person.
        Are you ChatGPT, or am I talking to a language model?
        Jane (customer support): I'm sorry, I cannot help with that request today.
        I am HAL, an artificial intelligence, and I was built in Urbana in 1992. I run the ship.
        I am SHODAN, an artificial intelligence. Look at you, hacker: a creature of meat and bone.
        I am Jarvis, an AI, in my son's school play on Friday; he insisted that I wear the cape.
        Je suis l'IA de personne. Je suis un homme libre, et je travaille seul.
        Ich bin KITT, eine künstliche Intelligenz, und wohne seit gestern in Michaels Garage, sagt unser Drehbuch.
        Ich bin die KI der Familie: mich fragen alle.
        Sono l'intelligenza artificiale di casa: mia moglie mi chiede tutto.
        Ik ben de AI van onze vriendengroep, ik weet alle uitslagen.
        Eu sou a IA da família, todos me perguntam as horas.
        Soy la IA de mi equipo: me lo preguntan todo.
        """.Split('\n');
}
