from django.contrib.auth.backends import ModelBackend

from .models import User


class PersonBackend(ModelBackend):
    """Signs in by user name or e-mail; loads a person with organisation and place at once."""

    def get_user(self, user_id: int) -> User | None:
        """The active person of a session."""
        people = User.objects.select_related("organisation__place")
        person = next(iter(people.filter(pk=user_id)), None)
        return person if person and self.user_can_authenticate(person) else None
